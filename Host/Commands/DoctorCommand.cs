using System.CommandLine;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Control;
using Reeve.Host.Doctor;
using Reeve.Host.Rendering;

namespace Reeve.Host.Commands;

/// <summary><c>reeve doctor</c>.</summary>
internal static class DoctorCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("doctor", "Says what this machine lacks for each provider and as a node, and how to get it.")
        {
            Examples = [("reeve doctor", "exit code 1 if the configured provider cannot run pods"), ("reeve doctor -o json", "for scripts")],
        };
        var provider = PodArguments.Provider();
        command.Add(output);
        command.Add(provider);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var report = await ExamineAsync(cli, GlobalOptions.Load(cli, result, ("provider", result.GetValue(provider))), cancellationToken);
            var format = PodArguments.FormatOf(result, output);
            if (format != OutputFormat.Table)
            {
                Documents.Write(report, ControlJsonContext.Default.DoctorReport, format, cli.Out);
            }
            else
            {
                var table = new TextTable("AREA", "CHECK", "RESULT", "DETAIL");
                foreach (var check in report.Checks)
                {
                    table.Add(check.Area, check.Name, check.Result, check.Detail);
                }

                table.WriteTo(cli.Out);
            }

            return report.Ready ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    private static async Task<DoctorReport> ExamineAsync(Cli cli, LoadedConfiguration configuration, CancellationToken cancellationToken)
    {
        var provider = configuration.Options.Provider;
        await using var trial = await TrialPlugins.OpenAsync(cli, configuration.Options, load: true, cancellationToken);
        var providers = await new ProviderChecks(configuration.Options, trial).RunAsync(cancellationToken);
        var nodes = await new NodeChecks(cli, configuration).RunAsync(cancellationToken);
        var clusters = new ClusterChecks(configuration, trial).Run();
        var api = new ApiChecks(cli, configuration).Run();
        var proxies = await new ProxyChecks(cli, configuration, trial).RunAsync(cancellationToken);
        List<DoctorCheck> checks = [.. HostChecks.Run(cli, configuration), .. providers, .. nodes, .. clusters, .. proxies, .. api];
        if (!providers.Any(check => check.Area == provider))
        {
            checks.Add(new DoctorArea(provider).Lacking("plugin", $"no plugin has the configured provider {provider}; \"reeve plugins list\" shows what there is"));
        }

        return new DoctorReport
        {
            Checks = checks,
            Ready = checks.Where(check => check.Area == provider || check.Area == HostChecks.Area.Name).All(check => check.Result != "lacking"),
        };
    }
}
