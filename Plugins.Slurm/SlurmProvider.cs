using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Admission;
using Reeve.Plugins.Slurm.Pods;
using Reeve.Plugins.Slurm.Streams;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm;

/// <summary>Runs each pod as one job of a Slurm cluster.</summary>
/// <param name="context">The instance's context.</param>
internal sealed class SlurmProvider(ProviderContext context) : IWorkloadProvider, IPodLogs
{
    private PodDirector? _pods;

    /// <inheritdoc/>
    public PodFeatures Features => SlurmFeatures.All;

    private PodDirector Pods => _pods ?? throw new InvalidOperationException("The provider has not been started.");

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = context.Options.Get(SlurmJson.Default.SlurmOptions);
        throw new ProviderException(ErrorReason.Unsupported, "No Slurm cluster can be reached from here.");
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken) =>
        throw new ProviderException(ErrorReason.Unsupported, "No Slurm cluster can be reached from here.");

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    /// <inheritdoc/>
    public Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken) => Pods.StartAsync(pod, cancellationToken);

    /// <inheritdoc/>
    public Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken) => Pods.StopAsync(pod, gracePeriod, cancellationToken);

    /// <inheritdoc/>
    public Task RemovePodAsync(PodId pod, CancellationToken cancellationToken) => Pods.RemoveAsync(pod, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<PodWatchItem> WatchPodsAsync(CancellationToken cancellationToken) => Pods.WatchAsync(cancellationToken);

    /// <inheritdoc/>
    public Task ReadLogsAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken) =>
        new PodLogReader(Pods.Book, context.TimeProvider).ReadAsync(pod, container, query, output, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_pods is { } pods)
        {
            _pods = null;
            await pods.DisposeAsync();
        }
    }
}
