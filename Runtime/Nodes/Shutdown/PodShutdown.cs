using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods;
using Reeve.Workloads;

namespace Reeve.Runtime.Nodes.Shutdown;

/// <summary>
/// Ends the pods of a node whose machine goes down: those that are critical after all others, each within its own grace period and what is left of the
/// node's. https://kubernetes.io/docs/concepts/cluster-administration/node-shutdown/
/// </summary>
public sealed partial class PodShutdown(IPodManager pods, PodShutdownOptions options, ILogger<PodShutdown> logger)
{
    /// <summary>What the Ready condition says meanwhile.</summary>
    public const string NotReadyMessage = "node is shutting down";

    // Where Kubernetes puts its own priority classes system-cluster-critical and system-node-critical.
    private const int CriticalPriority = 2_000_000_000;

    private static readonly PodFailure Failure = new()
    {
        Reason = "Terminated",
        Message = "Pod was terminated in response to imminent node shutdown.",
    };

    private static readonly PodFailure Refusal = new()
    {
        Reason = "NodeShutdown",
        Message = "Pod was rejected as the node is shutting down.",
    };

    /// <summary>Ends them all, and takes no more.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        pods.RefusePods(Refusal);
        await EndAsync(isCritical: false, options.GracePeriod - options.CriticalGracePeriod, cancellationToken);
        await EndAsync(isCritical: true, options.CriticalGracePeriod > TimeSpan.Zero ? options.CriticalGracePeriod : options.GracePeriod, cancellationToken);
    }

    private async Task EndAsync(bool isCritical, TimeSpan longest, CancellationToken cancellationToken)
    {
        var affected = pods.Pods.Where(record => !record.Finished && IsCritical(record.Pod) == isCritical).ToList();
        if (affected.Count == 0)
        {
            return;
        }

        LogEnding(affected.Count, isCritical ? "critical" : "ordinary", longest);
        await Task.WhenAll(affected.Select(record => EndAsync(record, longest, cancellationToken)));
    }

    private async Task EndAsync(PodRecord record, TimeSpan longest, CancellationToken cancellationToken)
    {
        var own = TimeSpan.FromSeconds(record.Pod.Spec.TerminationGracePeriodSeconds ?? 30);
        try
        {
            await pods.EndPodAsync(record.Uid, own < longest ? own : longest, Failure, cancellationToken);
        }
        catch (ProviderException e)
        {
            // Gone meanwhile, or a backend that refuses: the machine goes down in any case.
            LogFailed(record.Pod.Metadata.Namespace ?? "", record.Pod.Metadata.Name, e.Message);
        }
    }

    private static bool IsCritical(Pod pod) => pod.Spec.Priority >= CriticalPriority;

    [LoggerMessage(1981, LogLevel.Information, "The node shuts down: {Count} {Kind} pods end within {Longest}.")]
    private partial void LogEnding(int count, string kind, TimeSpan longest);

    [LoggerMessage(1982, LogLevel.Warning, "Pod {Namespace}/{Name} was not ended in good order: {Reason}")]
    private partial void LogFailed(string @namespace, string name, string reason);
}
