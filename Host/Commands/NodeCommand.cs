using System.CommandLine;
using Reeve.Host.Agent.Nodes;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands.Nodes;
using Reeve.Host.Diagnostics;

namespace Reeve.Host.Commands;

/// <summary><c>reeve node</c>.</summary>
internal static class NodeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var command = new HostCommand("node", "Joins a cluster as a node, and runs the pods that its scheduler binds to it.")
        {
            Examples =
            [
                ("reeve node --kubeconfig ~/.kube/config --disable-taint", "as whoever the kubeconfig names; any pod may come"),
                ("reeve node --kubeconfig /etc/reeve/node.conf --bootstrap-kubeconfig /etc/reeve/bootstrap.conf", "the cluster signs the node's certificate"),
                ("reeve node --config reeve.yaml", "several nodes, as the section \"nodes\" of the file says"),
                ("CONFIG_FILE=/etc/stackable/agent/agent.conf reeve node --stackable", "in the place of a Stackable agent"),
            ],
        };
        var flags = NodeFlags.Create();
        foreach (var flag in flags)
        {
            command.Add(flag.Option);
        }

        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            StartupTrace.Mark("command line");
            var configuration = new NodeSettingsReader(cli, flags).Read(result);
            StartupTrace.Mark("configuration");
            return await new NodeRun(cli, configuration).RunAsync(cancellationToken);
        });
        return command;
    }
}
