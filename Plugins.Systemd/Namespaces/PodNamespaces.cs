using System.Collections.Concurrent;
using System.Globalization;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Namespaces;

/// <summary>
/// Which namespaces a container enters or makes. Host name and IPC are those of the pod: the first container makes them, others
/// join any that runs, so that they last as long as anything of the pod. Thread-safe.
/// </summary>
internal sealed class PodNamespaces(PauseUnits pauses, SystemdOptions options)
{
    private readonly ConcurrentDictionary<PodId, SemaphoreSlim> _gates = new();
    private readonly ConcurrentDictionary<PodId, ConcurrentDictionary<ContainerId, int>> _running = new();

    /// <summary>Lets one container of a pod start at a time: the next joins what it made.</summary>
    public SemaphoreSlim GateOf(PodId pod) => _gates.GetOrAdd(pod, _ => new SemaphoreSlim(1));

    /// <summary>Remembers a container that runs.</summary>
    public void Remember(ContainerId container, int mainPid) => _running.GetOrAdd(container.Pod, _ => new())[container] = mainPid;

    public void Forget(ContainerId container)
    {
        if (_running.TryGetValue(container.Pod, out var containers))
        {
            containers.TryRemove(container, out _);
        }
    }

    public void Forget(PodId pod)
    {
        _running.TryRemove(pod, out _);
        _gates.TryRemove(pod, out _);
    }

    /// <summary>Options of the entry program.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Conflict"/>: the container that is to be debugged does not run.</exception>
    public async Task<IReadOnlyList<string>> OptionsAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        var pod = launch.Sandbox.Pod.Pod;
        var wanted = Kinds(pod.Spec);
        if (pod.Spec.HostPID == true)
        {
            return JoinOrMake(launch, wanted);
        }

        if (pod.Spec.ShareProcessNamespace == true)
        {
            var pause = await pauses.EnsureAsync(launch.Sandbox, MakeOptions(pod, options.ClusterDomain), cancellationToken);
            return [.. Join(pause, StartOf(pause), [.. wanted, "pid"]), "proc"];
        }

        if (pod.Spec.EphemeralContainers.FirstOrDefault(one => one.Name == launch.Id.Name)?.TargetContainerName is { Length: > 0 } name)
        {
            var target = RunningOf(launch.Id.Pod, name)
                ?? throw new ProviderException(ErrorReason.Conflict, $"The container \"{name}\", which {launch.Id.Name} is to share processes with, does not run.");
            return [.. Join(target, StartOf(target), [.. wanted, "pid"]), "proc"];
        }

        return [.. JoinOrMake(launch, wanted), "new-pid", "proc"];
    }

    /// <summary>What makes the pod's own namespaces anew.</summary>
    public static IReadOnlyList<string> MakeOptions(Pod pod, string clusterDomain)
    {
        var made = Kinds(pod.Spec).Select(kind => $"new-{kind}").ToList();
        if (made.Contains("new-uts"))
        {
            made.Add($"host={HostName.Of(pod, clusterDomain).Kernel}");
        }

        made.AddRange((pod.Spec.SecurityContext?.Sysctls ?? []).Select(setting => $"sysctl={PathOf(setting.Name)}={setting.Value}"));
        return made;
    }

    // What runs now may have ended when the entry program looks for it: then this container is the first again.
    private IReadOnlyList<string> JoinOrMake(ContainerLaunch launch, IReadOnlyList<string> kinds)
    {
        if (kinds.Count == 0)
        {
            return [];
        }

        var make = MakeOptions(launch.Sandbox.Pod.Pod, options.ClusterDomain);
        return RunningOf(launch.Id.Pod, null) is { } other && ProcessStart.Of(other) is { } start ? [.. Join(other, start, kinds), .. make] : make;
    }

    // A name that is written with slashes has its dots within the parts.
    private static string PathOf(string sysctl) => sysctl.IndexOfAny(['.', '/']) is >= 0 and var at && sysctl[at] == '/' ? sysctl : sysctl.Replace('.', '/');

    private static List<string> Kinds(PodSpec spec)
    {
        List<string> kinds = [];
        if (spec.HostNetwork != true || spec.HostnameOverride is { Length: > 0 })
        {
            kinds.Add("uts");
        }

        if (spec.HostIPC != true)
        {
            kinds.Add("ipc");
        }

        return kinds;
    }

    private static string StartOf(int pid) => ProcessStart.Of(pid)
        ?? throw new ProviderException(ErrorReason.Transient, "The container whose namespaces are to be joined has just ended.");

    private static IEnumerable<string> Join(int pid, string start, IEnumerable<string> kinds) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"join={pid}"),
        $"join-start={start}",
        .. kinds.Select(kind => $"join-{kind}"),
    ];

    /// <summary>The main process of a container of the pod that runs; its number may be somebody else's by now.</summary>
    private int? RunningOf(PodId pod, string? container)
    {
        foreach (var (id, pid) in _running.GetValueOrDefault(pod) ?? [])
        {
            if ((container is null || id.Name == container) && ProcessStart.IsOfUnit(pid, UnitNames.Service(id)))
            {
                return pid;
            }
        }

        return null;
    }
}
