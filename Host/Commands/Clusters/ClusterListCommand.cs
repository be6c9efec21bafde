using System.CommandLine;
using Reeve.Host.Clusters.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Rendering;
using Reeve.Host.Rendering.Clusters;

namespace Reeve.Host.Commands.Clusters;

/// <summary><c>reeve cluster list</c>.</summary>
internal static class ClusterListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var output = PodArguments.Output("table", "wide", "json", "yaml", "name");
        var command = new HostCommand("list", "Lists clusters.") { Examples = [("reeve cluster list -o wide", "with the versions of their parts")] };
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            using var client = ClusterAccess.Open(cli, result);
            var clusters = await client.ListAsync(cancellationToken);
            switch (PodArguments.FormatOf(result, output))
            {
                case OutputFormat.Name:
                    clusters.ToList().ForEach(cluster => cli.Out.WriteLine("cluster/" + cluster.Metadata?.Name));
                    break;
                case OutputFormat.Table or OutputFormat.Wide:
                    ClusterTable.Write(cli.Out, clusters, PodArguments.FormatOf(result, output) == OutputFormat.Wide);
                    break;
                case var format:
                    Documents.Write(new ClusterListDocument { Items = [.. clusters] }, ApiJson.TypeInfo<ClusterListDocument>(), format, cli.Out);
                    break;
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
