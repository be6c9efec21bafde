using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Packages.Wire;
using Reeve.Host.Rendering;

namespace Reeve.Host.Commands.Packages;

/// <summary><c>reeve plugins search</c>.</summary>
internal static class PackageSearchCommand
{
    /// <summary>Makes the command.</summary>
    public static HostCommand Create(Cli cli)
    {
        var words = new Argument<string[]>("WORD") { Description = "Words to look for; none for everything.", Arity = ArgumentArity.ZeroOrMore };
        PodArguments.RefuseOptions(words);
        var source = PackageArguments.Source();
        var prerelease = PackageArguments.Prerelease();
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("search", "Looks for plugins that the sources offer.") { Examples = [("reeve plugins search slurm", "packages of type ReevePlugin alone")] };
        command.Add(words);
        command.Add(source);
        command.Add(prerelease);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var query = new PackageQuery
            {
                Text = string.Join(' ', result.GetValue(words) ?? []), Source = PackageArguments.SourceOf(result, source), Prerelease = result.GetValue(prerelease),
            };
            var found = await PackageAccess.UseAsync(cli, result, changes: false, packages => packages.SearchAsync(query, cancellationToken), cancellationToken);
            var format = PodArguments.FormatOf(result, output);
            Documents.Write(found, PackageJson.Default.IReadOnlyListFoundPackage, format, cli.Out, PackageTable.Write);

            return ExitCodes.Success;
        });
        return command;
    }
}
