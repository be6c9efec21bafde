using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Admission;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Pods;
using Reeve.Plugins.Slurm.Streams;
using Reeve.Plugins.Slurm.Users;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm;

/// <summary>Runs each pod as one job of a Slurm cluster.</summary>
/// <param name="context">The instance's context.</param>
internal sealed class SlurmProvider(ProviderContext context) : IWorkloadProvider, IPodAdmission, IPodLogs, IPodExec, IPodAttach, IPodPortForward, IPodStats, IPodUpdate, INodeInputs
{
    private SlurmParts? _parts;

    /// <inheritdoc/>
    public PodFeatures Features => SlurmFeatures.All;

    private SlurmParts Parts => _parts ?? throw new InvalidOperationException("The provider has not been started.");

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = context.Options.Get(SlurmJson.Default.SlurmOptions);
        var users = RemoteUsers.Create(options, context.Owner, context.TimeProvider, context.Logger);
        var parts = new SlurmParts(options, users, JobBundling.Create(options.Containers), context);
        try
        {
            await users.StartAsync(cancellationToken);
            parts.Pods.Start();
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }

        _parts = parts;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken) => Parts.Node.WatchAsync(cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => Parts.Users.DescribeInputs(pod);

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeNodeInputs() => Parts.Users.DescribeNodeInputs();

    /// <inheritdoc/>
    public Task TakeNodeInputsAsync(IReadOnlyList<ResolvedInput> inputs, CancellationToken cancellationToken) =>
        Parts.Users.TakeNodeInputsAsync(inputs, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<FieldError> Validate(Pod pod) => Parts.Admission.Validate(pod);

    /// <inheritdoc/>
    public Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken) => Parts.Pods.StartAsync(pod, cancellationToken);

    /// <inheritdoc/>
    public Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken) => Parts.Pods.StopAsync(pod, gracePeriod, cancellationToken);

    /// <inheritdoc/>
    public Task RemovePodAsync(PodId pod, CancellationToken cancellationToken) => Parts.Pods.RemoveAsync(pod, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<PodWatchItem> WatchPodsAsync(CancellationToken cancellationToken) => Parts.Pods.WatchAsync(cancellationToken);

    /// <inheritdoc/>
    public Task ReadLogsAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken) =>
        Parts.Logs.ReadAsync(pod, container, query, output, cancellationToken);

    /// <inheritdoc/>
    public Task<int> ExecAsync(PodId pod, string container, ExecRequest request, CancellationToken cancellationToken) =>
        Parts.Executor.ExecAsync(pod, container, request, cancellationToken);

    /// <inheritdoc/>
    public Task AttachAsync(PodId pod, string container, AttachRequest request, CancellationToken cancellationToken) =>
        Parts.Attacher.AttachAsync(pod, container, request, cancellationToken);

    /// <inheritdoc/>
    public Task ForwardPortAsync(PodId pod, int port, Stream connection, CancellationToken cancellationToken) =>
        Parts.Forwarder.ForwardAsync(pod, port, connection, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PodChangeResult>> UpdatePodAsync(ResolvedPod next, PodChanges changes, CancellationToken cancellationToken) =>
        Parts.Pods.UpdateAsync(next, changes, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PodStats>> GetStatsAsync(CancellationToken cancellationToken) => Parts.Meter.MeasureAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_parts is { } parts)
        {
            _parts = null;
            await parts.DisposeAsync();
        }
    }
}
