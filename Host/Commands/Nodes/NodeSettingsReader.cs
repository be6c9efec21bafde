using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;

namespace Reeve.Host.Commands.Nodes;

/// <summary>Makes the configuration of <c>reeve node</c> out of its command line and the file of flags.</summary>
internal sealed class NodeSettingsReader(Cli cli, IReadOnlyList<NodeFlag> flags)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="CommandException">A flag makes no sense.</exception>
    /// <exception cref="ConfigurationException">A setting makes no sense.</exception>
    public LoadedConfiguration Read(ParseResult result)
    {
        // 1. The file first, where the command line says nothing else; what may be repeated is from both.
        var file = Is(result, StackableStart.NoConfig) ? null : FlagFile.Read(cli, result);
        var written = Settings(result);
        var given = written.ToList();
        if (file is not null)
        {
            var mine = written.Select(static setting => setting.Key).ToHashSet(StringComparer.Ordinal);
            if (Has(result, GlobalOptions.StateDirectory))
            {
                mine.Add("stateDirectory");
            }

            given = [.. Settings(file).Where(setting => !mine.Contains(setting.Key) || SettingCatalog.Find(setting.Key) is { IsList: true }), .. written];
        }

        // 2. What the Stackable way adds and presumes.
        var isStackable = Is(result, StackableStart.Flag) || (file is not null && Is(file, StackableStart.Flag));
        given.AddRange(StackableStart.Additions(isStackable));
        Warn(result, file);
        return GlobalOptions.Load(
            cli,
            result,
            StackableStart.Defaults(isStackable, given, File.Exists),
            given.Select(static setting => (setting.Key, (string?)setting.Value)));
    }

    private static bool Has(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private List<(string Key, string Value)> Settings(ParseResult result)
    {
        var settings = flags.SelectMany(flag => flag.SettingsOf(result)).ToList();
        if (result.GetValue(GlobalOptions.StateDirectory) is { } state && settings.All(static setting => setting.Key != "stateDirectory"))
        {
            settings.Add(("stateDirectory", state));
        }

        return settings;
    }

    private bool Is(ParseResult result, string name) => flags.First(flag => flag.Option.Name == name).Given(result).FirstOrDefault() == "true";

    private void Warn(params ParseResult?[] results)
    {
        foreach (var flag in flags.Where(flag => flag.WithoutEffect is not null && results.OfType<ParseResult>().Any(result => Has(result, flag.Option))))
        {
            cli.Error.WriteLine($"{flag.Option.Name} has no effect here: {flag.WithoutEffect}.");
        }
    }
}
