using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Admission;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm;

/// <summary>Runs each pod as one job of a Slurm cluster.</summary>
/// <param name="context">The instance's context.</param>
internal sealed class SlurmProvider(ProviderContext context) : IWorkloadProvider
{
    /// <inheritdoc/>
    public PodFeatures Features => SlurmFeatures.All;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = context.Options.Get(SlurmJson.Default.SlurmOptions);
        throw NoCluster();
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken) => throw NoCluster();

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    /// <inheritdoc/>
    public Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken) => throw NoCluster();

    /// <inheritdoc/>
    public Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken) => throw NoCluster();

    /// <inheritdoc/>
    public Task RemovePodAsync(PodId pod, CancellationToken cancellationToken) => throw NoCluster();

    /// <inheritdoc/>
    public IAsyncEnumerable<PodWatchItem> WatchPodsAsync(CancellationToken cancellationToken) => throw NoCluster();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ProviderException NoCluster() => new(ErrorReason.Unsupported, "No Slurm cluster can be reached from here.");
}
