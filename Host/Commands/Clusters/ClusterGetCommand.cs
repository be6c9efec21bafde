using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.Clusters.Manifests;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Clusters;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster get</c>, which is also called <c>show</c>.</summary>
internal static class ClusterGetCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli, string called)
    {
        var name = ClusterArguments.Name(cli);
        var output = PodArguments.Output("table", "wide", "json", "yaml");
        var command = new HostCommand(called, "Shows a cluster: what is wanted of it, and how it is.")
        {
            Examples =
            [
                ($"reeve cluster {called}", "in a line"),
                ($"reeve cluster {called} -o yaml", "as a manifest, with its status"),
                ($"reeve cluster {called} -o json", "as the API has it, with its conditions, flavor, machines and resources"),
            ],
        };
        command.Add(name);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = ClusterAccess.Open(cli, result);
            var cluster = await client.GetAsync(await ClusterArguments.ResolveAsync(client, result.GetValue(name), cancellationToken), cancellationToken);
            switch (PodArguments.FormatOf(result, output))
            {
                case OutputFormat.Yaml:
                    Documents.Write(ReadmeShape.Of(cluster), ReadmeJson.Default.ReadmeCluster, OutputFormat.Yaml, cli.Out);
                    break;
                case OutputFormat.Json:
                    Documents.Write(cluster, ApiJson.TypeInfo<ClusterDocument>(), OutputFormat.Json, cli.Out);
                    break;
                case var format:
                    ClusterTable.Write(cli.Out, [cluster], format == OutputFormat.Wide);
                    break;
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
