using System.Globalization;
using Reeve.Host.CommandLine;
using Reeve.Runtime.Hosting.Nodes;

namespace Reeve.Host.Agent.Nodes;

/// <summary>Ends a node in good order, and says so.</summary>
/// <param name="cli">The world.</param>
/// <param name="options">The node's configuration.</param>
internal sealed class NodeEnd(Cli cli, NodeAgentOptions options)
{
    /// <inheritdoc cref="NodeAgent.EndAsync"/>
    public async Task RunAsync(NodeAgent node, CancellationToken cancellationToken)
    {
        var stops = options.ShutdownGracePeriod > TimeSpan.Zero || options.StopWorkloads;
        var running = node.Pods.Pods.Count(record => !record.Finished);
        await cli.Error.WriteLineAsync(running == 0 ? $"Node {node.Name} ends."
            : stops ? string.Create(CultureInfo.InvariantCulture, $"Node {node.Name} ends and stops {running} pods; another signal ends it at once.")
            : string.Create(CultureInfo.InvariantCulture, $"Node {node.Name} ends; {running} pods go on, and the next agent on this state directory takes over."));
        await node.EndAsync(cancellationToken);
    }
}
