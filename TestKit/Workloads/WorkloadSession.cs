using System.Collections.Concurrent;
using Reeve.Kubernetes;
using Reeve.TestKit.Conformance;
using Reeve.Workloads;

namespace Reeve.TestKit.Workloads;

/// <summary>One opened provider of whole pods and what it reports.</summary>
internal sealed class WorkloadSession : ProviderSession<IWorkloadProvider>
{
    private readonly ConcurrentDictionary<PodId, bool> _started = new();

    private WorkloadSession(ProviderTarget target)
        : base(target)
    {
    }

    /// <summary>Whether containers are programs of the machine that really run.</summary>
    public bool RunsPrograms => Target.RunsPrograms;

    /// <summary>Whether pods are done as soon as they are accepted.</summary>
    public bool EndsAtOnce => Target.EndsAtOnce;

    /// <summary>What a container is once its pod was accepted, until it is stopped.</summary>
    public ContainerRunState Started => EndsAtOnce ? ContainerRunState.Terminated : ContainerRunState.Running;

    /// <summary>The newest report of each pod.</summary>
    public ConcurrentDictionary<PodId, PodReport> Reports { get; } = new();

    /// <summary>Every report, in order.</summary>
    public ConcurrentQueue<PodReport> History { get; } = new();

    public static async Task<WorkloadSession> OpenAsync(ProviderTarget target, CancellationToken cancellationToken)
    {
        var session = new WorkloadSession(target);
        await session.OpenAsync(cancellationToken).ConfigureAwait(false);
        return session;
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

    /// <summary>Waits until a pod's container is in a state, and gives its report.</summary>
    public async Task<ContainerReport> StateAsync(
        PodId pod, ContainerRunState state, CancellationToken cancellationToken, string container = "main")
    {
        ContainerReport? found = null;
        await Require.EventuallyAsync(
            () => (found = Reports.GetValueOrDefault(pod)?.Containers.FirstOrDefault(report => report.Name == container))?.State == state,
            $"container {container} is {state}", cancellationToken).ConfigureAwait(false);
        return found!;
    }

    protected override Task<IWorkloadProvider> OpenProviderAsync(OpenedPlugin plugin, Owner owner, CancellationToken cancellationToken) =>
        plugin.OpenWorkloadProviderAsync(owner, cancellationToken);

    protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var item in Provider.WatchPodsAsync(cancellationToken).ConfigureAwait(false))
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

    protected override void Forget() => Reports.Clear();

    protected override async Task RemoveAllAsync()
    {
        foreach (var pod in _started.Keys)
        {
            await IgnoreNotFoundAsync(Provider.RemovePodAsync(pod, CancellationToken.None)).ConfigureAwait(false);
        }
    }
}
