using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Hollow;

/// <summary>
/// A provider whose pods only pass the time: for tests and benchmarks of everything above it. Pods start, run and end by the
/// clock as its options say, and the faults that they ask for are injected.
/// </summary>
/// <param name="context">The instance's context.</param>
public sealed partial class HollowProvider(ProviderContext context) : IWorkloadProvider
{
    private readonly ConcurrentDictionary<string, HollowPod> _pods = new();
    private readonly ConcurrentDictionary<(string Call, string Uid), int> _calls = new();
    private HollowOptions _options = new();
    private HollowStore _store = HollowStore.Nothing;
    private Channel<PodWatchItem>? _changes;
    private HollowClock? _clock;
    private int _watches;

    /// <inheritdoc/>
    public PodFeatures Features { get; } = PodFeatures.Of(Enum.GetValues<PodFeature>());

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _options = context.Options.Get(HollowJson.Default.HollowOptions);
        _store = _options.Durable ? new HollowStore(context.StateDirectory) : HollowStore.Nothing;
        _clock = new HollowClock(context.TimeProvider, Publish);
        foreach (var record in _store.Load(context.Owner))
        {
            Add(new HollowPod(record, _options));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodeDescription> WatchNodeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new NodeDescription
        {
            Capacity = new Dictionary<string, Quantity>
            {
                ["cpu"] = Quantity.Parse("1000"),
                ["memory"] = Quantity.Parse("4Ti"),
                ["pods"] = new Quantity(_options.Pods),
            },
            Addresses = [new NodeAddress { Type = "InternalIP", Address = "10.0.0.1" }],
        };
        await Task.Delay(Timeout.InfiniteTimeSpan, context.TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    /// <inheritdoc/>
    public Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pod);
        Fail("start", pod.Id.Uid, _options.Faults.Starts);
        if (_pods.ContainsKey(pod.Id.Uid))
        {
            return Task.CompletedTask;
        }

        var record = new HollowRecord
        {
            Cluster = pod.Id.Owner.Cluster,
            Node = pod.Id.Owner.Node,
            Uid = pod.Id.Uid,
            Containers = [.. pod.Containers.Where(container => container.Kind != ContainerKind.Init).Select(container => container.Name)],
            AcceptedAt = context.TimeProvider.GetUtcNow(),
        };
        _store.Save(record);
        Add(new HollowPod(record, _options));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        var known = Get(pod);
        Fail("stop", pod.Uid, _options.Faults.Stops);
        var now = context.TimeProvider.GetUtcNow();
        var delay = TimeSpan.FromMilliseconds(Math.Min(_options.StopMilliseconds, gracePeriod.TotalMilliseconds));
        var record = known.Record;
        if (record.StoppedAt is null || now + delay < record.StoppedAt)
        {
            record.StoppedAt = now + delay;
            _store.Save(record);
        }

        while (!known.Report(context.TimeProvider.GetUtcNow()).Finished)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, delay.TotalMilliseconds / 10)), context.TimeProvider, cancellationToken).ConfigureAwait(false);
        }

        Publish(known);
    }

    /// <inheritdoc/>
    public Task RemovePodAsync(PodId pod, CancellationToken cancellationToken)
    {
        var known = Get(pod);
        _pods.TryRemove(pod.Uid, out _);
        _store.Remove(known.Record);
        _changes?.Writer.TryWrite(PodWatchItem.Gone(pod));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PodWatchItem> WatchPodsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _watches) <= _options.Faults.Watches)
        {
            throw new ProviderException(ErrorReason.Transient, "The hollow backend does not answer, as its options ask.");
        }

        // Changes are collected from before the listing, so that none falls between the two.
        var changes = Channel.CreateUnbounded<PodWatchItem>();
        _changes = changes;
        foreach (var pod in _pods.Values)
        {
            yield return PodWatchItem.For(pod.Report(context.TimeProvider.GetUtcNow()));
        }

        yield return PodWatchItem.Synced;
        await foreach (var item in changes.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _changes?.Writer.TryComplete();
        _clock?.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Add(HollowPod pod)
    {
        if (_pods.TryAdd(pod.Id.Uid, pod))
        {
            Publish(pod);
        }
    }

    private void Publish(HollowPod pod)
    {
        var now = context.TimeProvider.GetUtcNow();
        _changes?.Writer.TryWrite(PodWatchItem.For(pod.Report(now)));
        if (pod.NextChange(now) is { } next)
        {
            _clock?.At(next, pod);
        }
    }

    private HollowPod Get(PodId pod) =>
        _pods.TryGetValue(pod.Uid, out var known) && known.Id == pod
            ? known
            : throw new ProviderException(ErrorReason.NotFound, $"There is no hollow pod {pod}.");

    private void Fail(string call, string uid, int first)
    {
        if (first > 0 && _calls.AddOrUpdate((call, uid), 1, static (_, count) => count + 1) <= first)
        {
            throw new ProviderException(ErrorReason.Transient, $"The hollow backend refuses this {call}, as its options ask.");
        }
    }
}
