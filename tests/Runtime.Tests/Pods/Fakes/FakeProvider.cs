using System.Runtime.CompilerServices;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Pods.Fakes;

/// <summary>A provider over a <see cref="FakeBackend"/>; each call can be made to fail or to wait.</summary>
internal sealed class FakeProvider(FakeBackend backend) : IWorkloadProvider, IPodUpdate, INodeInputs
{
    private volatile bool _listed;

    public FakeBackend Backend => backend;

    public PodFeatures Features { get; set; } = PodFeatures.Of(Enum.GetValues<PodFeature>());

    /// <summary>Runs before each call; the name is Start, Stop, Remove or Update.</summary>
    public Func<string, PodId, CancellationToken, Task> Before { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Runs after each call.</summary>
    public Func<string, PodId, CancellationToken, Task> After { get; set; } = (_, _, _) => Task.CompletedTask;

    public List<TimeSpan> Graces { get; } = [];

    public List<(ResolvedPod Pod, PodChanges Changes)> Updates { get; } = [];

    public Func<PodChanges, PodChangeOutcome> Outcome { get; set; } = _ => PodChangeOutcome.Applied;

    /// <summary>What the node itself needs.</summary>
    public IReadOnlyList<InputReference> NodeInputs { get; set; } = [];

    /// <summary>What it was given, and whether pods were listed by then.</summary>
    public List<(IReadOnlyList<ResolvedInput> Inputs, bool Listed)> Given { get; } = [];

    public NodeDescription Node { get; set; } = new()
    {
        Capacity = new Dictionary<string, Quantity> { ["cpu"] = new Quantity(4), ["memory"] = Quantity.Parse("8Gi") },
    };

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async IAsyncEnumerable<NodeDescription> WatchNodeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Node;
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    public async Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        await Before("Start", pod.Id, cancellationToken);
        backend.Start(pod);
        await After("Start", pod.Id, cancellationToken);
    }

    public async Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        lock (Graces)
        {
            Graces.Add(gracePeriod);
        }

        await Before("Stop", pod, cancellationToken);
        if (!backend.End(pod.Uid, 143))
        {
            throw new ProviderException(ErrorReason.NotFound, "Nothing runs.");
        }

        await After("Stop", pod, cancellationToken);
    }

    public async Task RemovePodAsync(PodId pod, CancellationToken cancellationToken)
    {
        await Before("Remove", pod, cancellationToken);
        if (!backend.Remove(pod.Uid))
        {
            throw new ProviderException(ErrorReason.NotFound, "Nothing is left.");
        }

        await After("Remove", pod, cancellationToken);
    }

    public IReadOnlyList<InputReference> DescribeNodeInputs() => NodeInputs;

    public Task TakeNodeInputsAsync(IReadOnlyList<ResolvedInput> inputs, CancellationToken cancellationToken)
    {
        lock (Given)
        {
            Given.Add((inputs, _listed));
        }

        return Task.CompletedTask;
    }

    public IAsyncEnumerable<PodWatchItem> WatchPodsAsync(CancellationToken cancellationToken)
    {
        _listed = true;
        return backend.WatchAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<PodChangeResult>> UpdatePodAsync(ResolvedPod next, PodChanges changes, CancellationToken cancellationToken)
    {
        await Before("Update", next.Id, cancellationToken);
        lock (Updates)
        {
            Updates.Add((next, changes));
        }

        return [.. Enum.GetValues<PodChanges>().Where(kind => kind != 0 && changes.HasFlag(kind)).Select(kind => new PodChangeResult { Change = kind, Outcome = Outcome(kind) })];
    }
}
