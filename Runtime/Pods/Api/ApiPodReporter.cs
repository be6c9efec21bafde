using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Events;
using Reeve.Runtime.Kubernetes.Queues;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// Writes what becomes of pods to an API server:
/// <code>
///  manager ── newest state of a pod ──┐
///                                     ├─► queue of UIDs, each worked on once at a time ─► status if it differs
///  source ─── newest object seen ─────┘   what fails comes back later                     └► delete, once nothing is left here
/// </code>
/// The newest state counts, at the time of its turn; it stays due until the server has it. Thread-safe.
/// </summary>
internal sealed partial class ApiPodReporter : IPodReporter, IAsyncDisposable
{
    private static readonly TimeSpan LastWrites = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, ReportedPod> _pods = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly PodApiOptions _options;
    private readonly IEventRecorder _events;
    private readonly PodReportWork _work;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly WorkQueue<string> _queue;
    private readonly Task _loop;
    private volatile bool _isSynced;

    public ApiPodReporter(PodApiOptions options, IKubernetesApi api, IEventRecorder events, NodeView node, TimeProvider timeProvider, ILogger logger)
    {
        _options = options;
        _events = events;
        _work = new(new ApiPodWriter(api), new MirrorPods(api, node), timeProvider, logger);
        _timeProvider = timeProvider;
        _logger = logger;
        _queue = new(
            new() { Workers = Math.Max(1, options.MaxParallelWrites), MinBackoff = TimeSpan.FromMilliseconds(100), MaxBackoff = TimeSpan.FromSeconds(10) },
            timeProvider,
            logger);
        node.Changed += AddStatic;
        _loop = _queue.RunAsync(WriteAsync, _stop.Token);
    }

    /// <inheritdoc/>
    public void Report(PodRecord record)
    {
        if (record.Source.Length == 0)
        {
            return;
        }

        // The last word of a pod that was released already.
        if (record.Pod.Metadata.DeletionTimestamp is not null && !_pods.ContainsKey(record.Uid))
        {
            return;
        }

        var pod = _pods.GetOrAdd(record.Uid, static uid => new(uid));
        bool isKnown, isPassing;
        lock (pod.Lock)
        {
            pod.Record = record;
            isKnown = pod.IsStatic || pod.Seen is not null;
            isPassing = record.Pod.Metadata.DeletionTimestamp is not null
                || (record.Pod.Status.Phase == PodPhases.Pending && pod.Seen?.Status.Phase is null or "" or PodPhases.Pending);
        }

        if (isKnown && isPassing)
        {
            _queue.AddAfter(pod.Uid, _options.StatusHold);
        }
        else if (isKnown)
        {
            _queue.Add(pod.Uid);
        }
    }

    /// <inheritdoc/>
    public void Record(PodRecord record, PodEvent happened)
    {
        if (record.Source.Length > 0)
        {
            _events.Record(
                happened.Container is null ? ObjectReferences.To(record.Pod) : ObjectReferences.ToContainer(record.Pod, happened.Container),
                happened.Warning ? EventTypes.Warning : EventTypes.Normal,
                happened.Reason,
                happened.Message);
        }
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(PodRecord record, CancellationToken cancellationToken)
    {
        if (record.Source.Length == 0)
        {
            return Task.CompletedTask;
        }

        var pod = _pods.GetOrAdd(record.Uid, static uid => new(uid));
        Task released;
        lock (pod.Lock)
        {
            pod.Record = record;
            if (pod.IsGone)
            {
                _pods.TryRemove(pod.Uid, out _);
                return Task.CompletedTask;
            }

            pod.Release ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

            // The next static pod of the name must not wait for the API server.
            released = pod.IsStatic ? Task.CompletedTask : pod.Release.Task;
        }

        _queue.Add(pod.Uid);
        return released.WaitAsync(cancellationToken);
    }

    /// <summary>The server's list is complete.</summary>
    public void Synced()
    {
        _isSynced = true;
        AddStatic();
    }

    /// <summary>The server has this object.</summary>
    /// <returns>False if it is none of the node's any more: it was deleted from here and only waits for others.</returns>
    public bool Saw(Pod item)
    {
        var pod = _pods.GetOrAdd(item.Metadata.Uid!, static uid => new(uid));
        TimeSpan? delay;
        bool isWanted;
        lock (pod.Lock)
        {
            pod.Seen = item;
            pod.IsGone = false;
            isWanted = !pod.IsDeleted;
            delay = pod.Record is null ? null : pod.Written is null ? TimeSpan.Zero : pod.RepairDelay();
        }

        if (delay is { } time)
        {
            _queue.AddAfter(pod.Uid, time);
        }

        return isWanted;
    }

    /// <summary>What was written may be lost: of each object that is seen from now on the status is compared.</summary>
    public void Distrust()
    {
        foreach (var pod in _pods.Values)
        {
            lock (pod.Lock)
            {
                pod.Written = null;
            }
        }
    }

    /// <summary>The server told that an object is gone.</summary>
    public void Gone(string uid)
    {
        if (!_pods.TryGetValue(uid, out var pod))
        {
            return;
        }

        lock (pod.Lock)
        {
            pod.IsGone = true;
            pod.Seen = null;
            pod.Release?.TrySetResult();
            if (pod.Record is null || pod.IsDeleted || pod.Release is not null)
            {
                _pods.TryRemove(uid, out _);
            }
        }
    }

    /// <summary>The server has an object no longer, and did not tell of its end.</summary>
    /// <returns>Whether the node still has the pod.</returns>
    public bool Misses(string uid)
    {
        if (!_pods.TryGetValue(uid, out var pod))
        {
            return false;
        }

        lock (pod.Lock)
        {
            pod.Seen = null;
            if (pod.Record is null || pod.IsDeleted)
            {
                _pods.TryRemove(uid, out _);
                return false;
            }

            return true;
        }
    }

    /// <summary>The server has a mirror of a static pod, or has it no longer.</summary>
    public void SawMirror(Pod mirror, bool isGone)
    {
        var key = MirrorPods.StaticUidOf(mirror);
        if (isGone && !_pods.ContainsKey(key))
        {
            return;
        }

        var pod = _pods.GetOrAdd(key, static uid => new(uid));
        lock (pod.Lock)
        {
            if (!isGone)
            {
                pod.SeenSince = pod.Seen is null ? _timeProvider.GetTimestamp() : pod.SeenSince;
                pod.Seen = mirror;
            }
            else if (pod.Seen?.Metadata.Uid == mirror.Metadata.Uid)
            {
                (pod.Seen, pod.Written) = (null, null);
            }
        }

        _queue.Add(pod.Uid);
    }

    /// <summary>Writes what is still to be written, for a short time, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Stop();
        _stop.CancelAfter(LastWrites);
        await _loop;
        using var rest = new CancellationTokenSource(LastWrites);
        var open = _pods.Values.Where(pod => pod.Record is not null && (pod.Seen is not null || pod.Release is not null));
        var failed = 0;
        await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = _options.MaxParallelWrites }, async (pod, _) =>
        {
            try
            {
                await WriteAsync(pod.Uid, rest.Token);
            }
            catch (Exception e) when (e is KubernetesApiException or OperationCanceledException)
            {
                Interlocked.Increment(ref failed);
            }
        });
        if (failed > 0)
        {
            LogUnwritten(_logger, failed);
        }

        _stop.Dispose();
        await _queue.DisposeAsync();
    }

    private void AddStatic()
    {
        foreach (var pod in _pods.Values.Where(pod => pod.IsStatic || pod.Record is null))
        {
            _queue.Add(pod.Uid);
        }
    }

    private async Task WriteAsync(string uid, CancellationToken cancellationToken)
    {
        if (_pods.TryGetValue(uid, out var pod) && await _work.RunAsync(pod, _isSynced, cancellationToken) is { } delay)
        {
            _queue.AddAfter(uid, delay);
        }

        if (pod is { IsFinished: true })
        {
            _pods.TryRemove(uid, out _);
        }
    }
}
