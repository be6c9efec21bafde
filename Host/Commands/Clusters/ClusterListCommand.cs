using System.CommandLine;
using Reeve.AspNetCore.Clusters.Wire;
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
            var format = PodArguments.FormatOf(result, output);
            Documents.WriteList(
                clusters, static cluster => "cluster/" + cluster.Key(), static items => new ClusterListDocument { Items = [.. items] }, ApiJson.TypeInfo<ClusterListDocument>(),
                format, cli.Out, (items, to) => ClusterTable.Write(to, items, format == OutputFormat.Wide));
            return ExitCodes.Success;
        });
        return command;
    }
}
