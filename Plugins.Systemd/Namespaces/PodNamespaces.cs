using System.Collections.Concurrent;
using System.Globalization;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Namespaces;

/// <summary>
/// Which namespaces a container enters or makes: host name and IPC are the pod's, processes its own or the pod's. Thread-safe.
/// </summary>
internal sealed class PodNamespaces(HeldNamespaces held, PauseUnits pauses, SystemdOptions options)
{
    private readonly ConcurrentDictionary<PodId, SemaphoreSlim> _gates = new();
    private readonly ConcurrentDictionary<PodId, ConcurrentDictionary<ContainerId, int>> _running = new();

    /// <inheritdoc cref="HeldNamespaces.AdoptAsync"/>
    public Task AdoptAsync(CancellationToken cancellationToken) => held.AdoptAsync(cancellationToken);

    /// <summary>Remembers a container that runs.</summary>
    public void Remember(ContainerId container, int mainPid) => _running.GetOrAdd(container.Pod, _ => new())[container] = mainPid;

    public void Forget(ContainerId container)
    {
        if (_running.TryGetValue(container.Pod, out var containers))
        {
            containers.TryRemove(container, out _);
        }
    }

    /// <summary>The pod is removed: what was kept for it is let go.</summary>
    public void Delete(PodId pod)
    {
        held.Delete(pod);
        _running.TryRemove(pod, out _);
        _gates.TryRemove(pod, out _);
    }

    /// <summary>Options of the entry program.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Conflict"/>: the container that is to be debugged does not run.</exception>
    public async Task<IReadOnlyList<string>> OptionsAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        var (id, pod) = (launch.Id.Pod, launch.Sandbox.Pod.Pod);
        var shared = await held.EnsureAsync(
            id, Kinds(pod.Spec), HostName.Of(pod, options.ClusterDomain).Kernel, () => RunningOf(id, null), cancellationToken);
        IReadOnlyList<string> common = [.. shared, .. (pod.Spec.SecurityContext?.Sysctls ?? []).Select(setting => $"sysctl={PathOf(setting.Name)}={setting.Value}")];
        if (pod.Spec.HostPID == true)
        {
            return common;
        }

        if (pod.Spec.ShareProcessNamespace == true)
        {
            return [.. Join(await PauseAsync(launch.Sandbox, common, cancellationToken)), .. common, "proc"];
        }

        if (pod.Spec.EphemeralContainers.FirstOrDefault(one => one.Name == launch.Id.Name)?.TargetContainerName is { Length: > 0 } name)
        {
            var target = RunningOf(id, name)
                ?? throw new ProviderException(ErrorReason.Conflict, $"The container \"{name}\", which {launch.Id.Name} is to share processes with, does not run.");
            return [.. Join(target), .. common, "proc"];
        }

        return [.. common, "new-pid", "proc"];
    }

    private async Task<int> PauseAsync(Sandbox sandbox, IReadOnlyList<string> common, CancellationToken cancellationToken)
    {
        var gate = _gates.GetOrAdd(sandbox.Id, static _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await pauses.EnsureAsync(sandbox, common, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    // A name that is written with slashes has its dots within the parts.
    private static string PathOf(string sysctl) => sysctl.IndexOfAny(['.', '/']) is >= 0 and var at && sysctl[at] == '/' ? sysctl : sysctl.Replace('.', '/');

    private static List<string> Kinds(PodSpec spec)
    {
        List<string> kinds = [];
        if (spec.HostNetwork != true || spec.HostnameOverride is { Length: > 0 })
        {
            kinds.Add(HeldNamespaces.HostNameKind);
        }

        if (spec.HostIPC != true)
        {
            kinds.Add(HeldNamespaces.IpcKind);
        }

        return kinds;
    }

    private static IReadOnlyList<string> Join(int pid) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"join={pid}"),
        $"join-start={ProcessStart.Of(pid) ?? throw new ProviderException(ErrorReason.Transient, "The container whose namespaces are to be joined has just ended.")}",
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
