using System.CommandLine;
using Microsoft.Extensions.Logging;
using Reeve.Host.Configuration;

namespace Reeve.Host.CommandLine;

/// <summary>Options that every command takes, before or after its name.</summary>
internal static class GlobalOptions
{
    /// <summary>The configuration file.</summary>
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "Configuration file instead of reeve/reeve.yaml in ~/.config or /etc.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>The state directory.</summary>
    public static Option<string?> StateDirectory { get; } = new("--state-dir")
    {
        Description = "Directory of the agent's state; by default /var/lib/reeve as root, else ~/.local/state/reeve.",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>Directories with plugins.</summary>
    public static Option<string[]> Plugins { get; } = new("--plugins")
    {
        Description = "Directory with more plugins; may be repeated.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Any setting.</summary>
    public static Option<string[]> Set { get; } = new("--set")
    {
        Description = "Any setting of the configuration file, as KEY=VALUE; may be repeated.",
        HelpName = "KEY=VALUE",
        Recursive = true,
        DefaultValueFactory = _ => [],
    };

    /// <summary>More messages.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "More messages on standard error; -vv for debugging.",
        Recursive = true,
        Arity = ArgumentArity.Zero,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Option> All { get; } = [Config, StateDirectory, Plugins, Set, Verbose];

    /// <summary>How often -v was given.</summary>
    public static int Verbosity(ParseResult result) => result.GetResult(Verbose)?.IdentifierTokenCount ?? 0;

    /// <summary>Loads the configuration that a command line asks for.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="result">The command line.</param>
    /// <param name="more">Values of the command's own flags.</param>
    /// <exception cref="ConfigurationException">Something is wrong.</exception>
    public static LoadedConfiguration Load(Cli cli, ParseResult result, params IEnumerable<(string Key, string? Value)> more) => Load(cli, result, [], more);

    /// <inheritdoc cref="Load(Cli, ParseResult, IEnumerable{ValueTuple{string, string}})"/>
    /// <param name="cli">The world.</param>
    /// <param name="result">The command line.</param>
    /// <param name="defaults">What holds where nothing else is said anywhere.</param>
    /// <param name="more">Values of the command's own flags.</param>
    public static LoadedConfiguration Load(
        Cli cli, ParseResult result, IEnumerable<(string Key, string Value)> defaults, IEnumerable<(string Key, string? Value)> more)
    {
        var flags = new List<KeyValuePair<string, string>>();
        foreach (var assignment in result.GetValue(Set) ?? [])
        {
            var equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw CommandException.Usage($"--set takes KEY=VALUE, such as logging.level=debug; \"{assignment}\" has no key.");
            }

            flags.Add(new(assignment[..equals], assignment[(equals + 1)..]));
        }

        var level = Verbosity(result) switch { 0 => null, 1 => nameof(LogLevel.Information), _ => nameof(LogLevel.Debug) };
        var own = (result.GetValue(Plugins) ?? []).Select(directory => ("plugins.directories", (string?)directory));
        foreach (var (key, value) in own.Append(("stateDirectory", result.GetValue(StateDirectory))).Append(("logging.level", level)).Concat(more))
        {
            if (value is not null)
            {
                flags.Add(new(key, value));
            }
        }

        var presumed = defaults.Select(static setting => KeyValuePair.Create(setting.Key, setting.Value)).ToList();
        return new ConfigurationLoader(cli.Environment, cli.IsRoot).Load(result.GetValue(Config), flags, presumed);
    }
}
