using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>
/// Finds pods that hold more on disk than they may: the sizeLimit of an emptyDir, the ephemeral-storage limit of a container (its own
/// file system and its logs), and that of the pod (those of its containers, emptyDir volumes, and what they share). In the kubelet's words.
/// </summary>
internal sealed class StorageLimits(IPodVolumes volumes, IContainerLogs logs, IContainerDriver driver)
{
    /// <summary>Whether a pod has any such limit.</summary>
    public static bool Any(ResolvedPod pod) => pod.Volumes.Any(static volume => volume is EmptyDirVolume { SizeLimit: not null }) || HasStorageLimit(pod);

    /// <summary>Why a pod is to be evicted, or null.</summary>
    /// <exception cref="ProviderException">It cannot be measured.</exception>
    public async Task<PodFailure?> FindAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        if (await volumes.FindOverLimitAsync(pod, cancellationToken) is { } name)
        {
            var limit = pod.Volumes.OfType<EmptyDirVolume>().FirstOrDefault(volume => volume.Name == name)?.SizeLimit;
            return Evicted($"Usage of EmptyDir volume \"{name}\" exceeds the limit \"{limit}\".");
        }

        return HasStorageLimit(pod) ? await FindStorageAsync(pod, cancellationToken) : null;
    }

    private async Task<PodFailure?> FindStorageAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        var own = await OwnAsync(pod.Id, cancellationToken);
        foreach (var container in pod.Containers)
        {
            if (LimitOf(container.Spec.Resources) is { } limit && own.GetValueOrDefault(container.Name) + logs.GetUsedBytes(pod.Id, container.Name) > limit.Value)
            {
                return Evicted($"Container {container.Name} exceeded its local ephemeral storage limit \"{limit}\".");
            }
        }

        if (PodLimit(pod) is not { } whole)
        {
            return null;
        }

        var used = own.Values.Sum() + logs.GetUsedBytes(pod.Id) + await Task.Run(() => EmptyDirs(pod, cancellationToken), cancellationToken);
        if (driver.Capability<ISandboxStorage>() is { } shared)
        {
            used += await shared.GetUsedBytesAsync(pod.Id, cancellationToken);
        }

        return used > whole.Value ? Evicted($"Pod ephemeral local storage usage exceeds the total limit of containers {whole}.") : null;
    }

    private async Task<Dictionary<string, long>> OwnAsync(PodId pod, CancellationToken cancellationToken)
    {
        var own = new Dictionary<string, long>(StringComparer.Ordinal);
        if (driver.Capability<IContainerStats>() is { } stats)
        {
            foreach (var (id, measure) in await stats.GetStatsAsync(cancellationToken))
            {
                if (id.Pod == pod)
                {
                    own[id.Name] = own.GetValueOrDefault(id.Name) + (measure.RootFileSystemUsedBytes ?? 0);
                }
            }
        }

        return own;
    }

    private long EmptyDirs(ResolvedPod pod, CancellationToken cancellationToken) =>
        pod.Volumes.OfType<EmptyDirVolume>().Where(volume => !volume.Memory).Sum(volume => volumes.Measure(pod.Id, volume, cancellationToken)?.UsedBytes ?? 0);

    private static bool HasStorageLimit(ResolvedPod pod) => pod.Containers.Any(container => LimitOf(container.Spec.Resources) is not null) || PodLimit(pod) is not null;

    /// <summary>The pod's own limit; or the sum of its containers', if each has one.</summary>
    private static Quantity? PodLimit(ResolvedPod pod)
    {
        if (LimitOf(pod.Pod.Spec.Resources) is { } own)
        {
            return own;
        }

        var limits = pod.Containers.Where(container => container.Kind == ContainerKind.Regular).Select(container => LimitOf(container.Spec.Resources)).ToList();
        return limits.Count == 0 || limits.Contains(null) ? null : limits.Aggregate(Quantity.Zero, (sum, limit) => sum + limit!.Value);
    }

    private static Quantity? LimitOf(ResourceRequirements? resources) =>
        resources is not null && resources.Limits.TryGetValue(ResourceNames.EphemeralStorage, out var limit) && limit.Sign > 0 ? limit : null;

    private static PodFailure Evicted(string message) => new() { Reason = EventReasons.Evicted, Message = message };
}
