using System.Collections.Concurrent;
using Reeve.Kubernetes;
using Reeve.TestKit.Conformance;
using Reeve.Workloads;
using ContainerState = Reeve.Workloads.ContainerState;

namespace Reeve.TestKit.Workloads;

/// <summary>One opened provider and what it reports.</summary>
internal sealed class WorkloadSession : IAsyncDisposable
{
    private readonly ConcurrentDictionary<PodId, bool> _started = new();
    private readonly ProviderTarget _target;
    private readonly WorkDirectory _directory;
    private OpenedPlugin? _plugin;
    private IWorkloadProvider? _provider;
    private CancellationTokenSource? _watching;
    private Task _watch = Task.CompletedTask;

    private WorkloadSession(ProviderTarget target)
    {
        _target = target;
        _directory = new WorkDirectory(target.WorkDirectory);
    }

    public Owner Owner { get; } = new() { Cluster = Guid.NewGuid().ToString("n"), Node = "conformance" };

    public IWorkloadProvider Provider => _provider ?? throw new InvalidOperationException("The provider is closed.");

    /// <summary>Whether containers are programs of the machine that really run.</summary>
    public bool RunsPrograms => _target.RunsPrograms;

    /// <summary>The newest report of each pod.</summary>
    public ConcurrentDictionary<PodId, PodReport> Reports { get; } = new();

    /// <summary>Every report, in order.</summary>
    public ConcurrentQueue<PodReport> History { get; } = new();

    public bool Synced { get; private set; }

    public string Files => _directory.Path("files");

    public static async Task<WorkloadSession> OpenAsync(ProviderTarget target, CancellationToken cancellationToken)
    {
        var session = new WorkloadSession(target);
        try
        {
            await session.OpenAsync(session.Owner, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task ReopenAsync(CancellationToken cancellationToken, Owner? owner = null)
    {
        await CloseAsync().ConfigureAwait(false);
        Reports.Clear();
        await OpenAsync(owner ?? Owner, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A pod whose one container sleeps.</summary>
    public ResolvedPod Sleeper(string name = "sleeper") => Resolve(SamplePods.New(name));

    /// <summary>A pod whose one container runs a shell script.</summary>
    public ResolvedPod Shell(string script, string restartPolicy = "Never")
    {
        var pod = SamplePods.New("shell");
        return Resolve(pod with
        {
            Spec = pod.Spec with
            {
                RestartPolicy = restartPolicy,
                Containers =
                [
                    new Container
                    {
                        Name = "main",
                        Image = "host:",
                        Command = ["/bin/sh", "-c", script],
                        Env = [new EnvVar { Name = "FILES", Value = Files }],
                    },
                ],
            },
        });
    }

    public ResolvedPod Resolve(Pod pod) => SamplePods.Resolve(Owner, pod);

    public async Task StartAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        _started[pod.Id] = true;
        await Provider.StartPodAsync(pod, cancellationToken).ConfigureAwait(false);
    }

    public Task SyncAsync(CancellationToken cancellationToken) =>
        Require.EventuallyAsync(() => Synced, "the watch says Synced", cancellationToken);

    /// <summary>Waits until a pod's container is in a state, and gives its report.</summary>
    public async Task<ContainerReport> StateAsync(
        PodId pod, ContainerState state, CancellationToken cancellationToken, string container = "main")
    {
        ContainerReport? found = null;
        await Require.EventuallyAsync(
            () => (found = Reports.GetValueOrDefault(pod)?.Containers.FirstOrDefault(report => report.Name == container))?.State == state,
            $"container {container} is {state}", cancellationToken).ConfigureAwait(false);
        return found!;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var pod in _provider is null ? [] : _started.Keys)
            {
                await RemoveAsync(pod).ConfigureAwait(false);
            }
        }
        finally
        {
            await CloseAsync().ConfigureAwait(false);
            _directory.Dispose();
        }
    }

    private async Task RemoveAsync(PodId pod)
    {
        try
        {
            await Provider.RemovePodAsync(pod, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound)
        {
            // The case removed it.
        }
    }

    private async Task OpenAsync(Owner owner, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Files);
        _plugin = await OpenedPlugin.LoadAsync(_target, _directory, cancellationToken).ConfigureAwait(false);
        _provider = await _plugin.OpenWorkloadProviderAsync(owner, cancellationToken).ConfigureAwait(false);
        Synced = false;
        _watching = new CancellationTokenSource();
        _watch = WatchAsync(_provider, _watching.Token);
    }

    private async Task WatchAsync(IWorkloadProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in provider.WatchPodsAsync(cancellationToken).ConfigureAwait(false))
            {
                Synced |= item.Kind == PodWatchKind.Synced;
                if (item.Report is { } report)
                {
                    Reports[report.Id] = report;
                    History.Enqueue(report);
                }
                else if (item.Removed is { } removed)
                {
                    Reports.TryRemove(removed, out _);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The session closes the provider.
        }
    }

    private async Task CloseAsync()
    {
        if (_watching is not null)
        {
            await _watching.CancelAsync().ConfigureAwait(false);
            await _watch.ConfigureAwait(false);
            _watching.Dispose();
            _watching = null;
        }

        if (_provider is not null)
        {
            await _provider.DisposeAsync().ConfigureAwait(false);
            _provider = null;
        }

        if (_plugin is not null)
        {
            await _plugin.DisposeAsync().ConfigureAwait(false);
            _plugin = null;
        }
    }
}
