using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>
/// How large an emptyDir of medium Memory may be: its sizeLimit, or the pod's memory limit if that is smaller, as with a kubelet
/// (https://kubernetes.io/docs/concepts/storage/volumes/#emptydir).
/// </summary>
internal static class MemorySize
{
    /// <summary>In bytes; null if nothing bounds it.</summary>
    public static long? Of(ResolvedPod pod, EmptyDirVolume volume)
    {
        var own = volume.SizeLimit is { Sign: > 0 } limit ? limit.Value : (long?)null;
        var whole = PodLimit(pod);
        return own is null || whole < own ? whole ?? own : own;
    }

    // Containers that end before the others begin count by the largest of them; what lasts counts together.
    private static long? PodLimit(ResolvedPod pod)
    {
        if (Limit(pod.Pod.Spec.Resources) is { } stated)
        {
            return stated;
        }

        long together = 0, largest = 0;
        foreach (var container in pod.Containers.Where(static container => container.Kind != ContainerKind.Ephemeral))
        {
            if (Limit(container.Spec.Resources) is not { } limit)
            {
                return null;
            }

            (together, largest) = container.Kind == ContainerKind.Init ? (together, Math.Max(largest, limit)) : (together + limit, largest);
        }

        return Math.Max(together, largest) is > 0 and var size ? size : null;
    }

    private static long? Limit(ResourceRequirements? resources) =>
        resources is not null && resources.Limits.TryGetValue(ResourceNames.Memory, out var limit) && limit.Sign > 0 ? limit.Value : null;
}
