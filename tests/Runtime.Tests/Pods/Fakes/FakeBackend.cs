using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Pods.Fakes;

/// <summary>A backend in memory. It outlives the providers, as a real one outlives agents.</summary>
internal sealed class FakeBackend
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PodReport> _reports = [];
    private readonly Dictionary<string, ResolvedPod> _pods = [];
    private readonly List<Channel<PodWatchItem>> _watches = [];

    /// <summary>How often each pod was really started.</summary>
    public ConcurrentDictionary<string, int> Starts { get; } = [];

    public IReadOnlyList<string> Running
    {
        get
        {
            lock (_lock)
            {
                return [.. _reports.Values.Where(report => report.Containers.Any(c => c.State == ContainerRunState.Running)).Select(report => report.Id.Uid).Order()];
            }
        }
    }

    public IReadOnlyList<string> Known
    {
        get
        {
            lock (_lock)
            {
                return [.. _reports.Keys.Order()];
            }
        }
    }

    public ResolvedPod Pod(string uid)
    {
        lock (_lock)
        {
            return _pods[uid];
        }
    }

    public void Start(ResolvedPod pod)
    {
        lock (_lock)
        {
            _pods[pod.Id.Uid] = pod;
            if (_reports.ContainsKey(pod.Id.Uid))
            {
                return;
            }

            Starts.AddOrUpdate(pod.Id.Uid, 1, (_, count) => count + 1);
            Send(new()
            {
                Id = pod.Id,
                AcceptedAt = DateTimeOffset.UnixEpoch,
                SandboxReadyAt = DateTimeOffset.UnixEpoch,
                PodIPs = ["10.0.0.1"],
                HostIPs = ["192.0.2.1"],
                Containers = [.. pod.Containers.Where(c => c.Kind is ContainerKind.Regular && c.Problem is null).Select(c => Running_(c.Name))],
            });
        }
    }

    public bool End(string uid, int exitCode)
    {
        lock (_lock)
        {
            if (!_reports.TryGetValue(uid, out var report))
            {
                return false;
            }

            Send(report with
            {
                Containers = [.. report.Containers.Select(c => c.State == ContainerRunState.Terminated ? c : c with
                {
                    State = ContainerRunState.Terminated, ExitCode = exitCode, Ready = false, Started = false, FinishedAt = DateTimeOffset.UnixEpoch,
                })],
            });
            return true;
        }
    }

    public bool Remove(string uid)
    {
        lock (_lock)
        {
            if (!_reports.Remove(uid, out var report))
            {
                return false;
            }

            _pods.Remove(uid);
            _watches.ForEach(watch => watch.Writer.TryWrite(PodWatchItem.Gone(report.Id)));
            return true;
        }
    }

    public void Report(PodReport report)
    {
        lock (_lock)
        {
            Send(report);
        }
    }

    public async IAsyncEnumerable<PodWatchItem> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<PodWatchItem>();
        List<PodWatchItem> listing;
        lock (_lock)
        {
            listing = [.. _reports.Values.Select(PodWatchItem.For), PodWatchItem.Synced];
            _watches.Add(channel);
        }

        foreach (var item in listing)
        {
            yield return item;
        }

        await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken))
        {
            yield return item;
        }
    }

    private static ContainerReport Running_(string name) => new()
    {
        Name = name, State = ContainerRunState.Running, StartedAt = DateTimeOffset.UnixEpoch, Started = true, Ready = true,
    };

    private void Send(PodReport report)
    {
        _reports[report.Id.Uid] = report with { Events = [] };
        _watches.ForEach(watch => watch.Writer.TryWrite(PodWatchItem.For(report)));
    }
}
