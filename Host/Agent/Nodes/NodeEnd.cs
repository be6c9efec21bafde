using System.Globalization;
using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Nodes.Shutdown;
using Reeve.Runtime.Pods;

namespace Reeve.Host.Agent.Nodes;

/// <summary>Ends a node in good order: by default its pods go on, and the node is taken for lost when its lease has run out.</summary>
/// <param name="cli">The world.</param>
/// <param name="plan">The node's configuration.</param>
/// <param name="name">Its name.</param>
/// <param name="loggers">Makes loggers.</param>
internal sealed class NodeEnd(Cli cli, Configuration.NodePlan plan, string name, ILoggerFactory loggers)
{
    // What is not known by then, the lease tells when it runs out.
    private static readonly TimeSpan MarkDeadline = TimeSpan.FromSeconds(2);

    /// <summary>Ends it.</summary>
    /// <param name="pods">Its pods.</param>
    /// <param name="controller">The node in its cluster.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task RunAsync(IPodManager pods, NodeController controller, CancellationToken cancellationToken)
    {
        var settings = plan.Options.Node;
        var grace = settings.ShutdownGracePeriod.Length;
        var stops = grace > TimeSpan.Zero || plan.Options.Pods.StopWorkloads;
        var running = pods.Pods.Count(record => !record.Finished);
        await cli.Error.WriteLineAsync(running == 0 ? $"Node {name} ends."
            : stops ? string.Create(CultureInfo.InvariantCulture, $"Node {name} ends and stops {running} pods; another signal ends it at once.")
            : string.Create(CultureInfo.InvariantCulture, $"Node {name} ends; {running} pods go on, and the next agent on this state directory takes over."));
        if (stops)
        {
            var options = new PodShutdownOptions
            {
                GracePeriod = grace > TimeSpan.Zero ? grace : TimeSpan.MaxValue,
                CriticalGracePeriod = settings.ShutdownGracePeriodCriticalPods.Length,
            };
            await controller.MarkNotReadyAsync(PodShutdown.NotReadyMessage, MarkDeadline, cancellationToken);
            await new PodShutdown(pods, options, loggers.CreateLogger<PodShutdown>()).RunAsync(cancellationToken);
        }

        await pods.StopAsync(stopWorkloads: false, cancellationToken);
    }
}
