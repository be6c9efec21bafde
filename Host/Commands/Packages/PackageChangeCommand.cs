using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Packages;
using Reeve.Host.Packages.Wire;
using Reeve.Host.Rendering;

namespace Reeve.Host.Commands.Packages;

/// <summary>What commands that change packages have in common.</summary>
internal static class PackageChangeCommand
{
    /// <summary>Gives a command its output option and its handler.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="command">The command.</param>
    /// <param name="verb">What it does.</param>
    /// <param name="read">Reads what is asked for from a command line.</param>
    public static void Complete(Cli cli, HostCommand command, PackageVerb verb, Func<ParseResult, PackageRequest> read)
    {
        var dryRun = PackageArguments.DryRun();
        var output = PodArguments.Output("table", "json", "yaml");
        command.Add(dryRun);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var request = read(result) with { DryRun = result.GetValue(dryRun) };
            var format = PodArguments.FormatOf(result, output);
            IProgress<PackageStep> progress = format == OutputFormat.Table ? new PackageSteps(cli) : NoProgress.Instance;
            var report = await PackageAccess.UseAsync(
                cli, result, changes: true, packages => packages.ChangeAsync(verb, request, progress, cancellationToken), cancellationToken);
            Documents.Write(report, PackageJson.Default.PackageReport, format, cli.Out, PackageTable.Write);

            return ExitCodes.Success;
        });
    }
}
