using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>Compares two states of one pod.</summary>
internal static class PodDifference
{
    /// <summary>What a running pod has to take over.</summary>
    public static PodChanges Between(AcceptedPod before, AcceptedPod after)
    {
        var changes = PodChanges.None;
        changes |= before.Volumes == after.Volumes ? 0 : PodChanges.Volumes;
        changes |= before.Environment == after.Environment ? 0 : PodChanges.Environment;
        changes |= before.Metadata == after.Metadata ? 0 : PodChanges.Metadata;
        changes |= before.Deadline == after.Deadline ? 0 : PodChanges.Deadline;
        changes |= before.EphemeralContainers == after.EphemeralContainers ? 0 : PodChanges.EphemeralContainers;
        foreach (var (old, next) in Pairs(before, after))
        {
            changes |= old.Image == next.Image ? 0 : PodChanges.Image;
            changes |= Same(old.Resources.Requests, next.Resources.Requests) && Same(old.Resources.Limits, next.Resources.Limits) ? 0 : PodChanges.Resources;
        }

        return changes;
    }

    /// <summary>Whether anything of a pod's object changed but its status.</summary>
    public static bool Matters(Pod before, Pod after) =>
        !Same(before.Metadata.Labels, after.Metadata.Labels)
        || !Same(before.Metadata.Annotations, after.Metadata.Annotations)
        || !KubernetesJson.DeepEquals(before.Spec, after.Spec);

    /// <summary>A pod as it shall be, but for its resources, which stay as they were.</summary>
    public static ResolvedPod WithResourcesOf(ResolvedPod next, AcceptedPod before)
    {
        var resources = before.Containers.ToDictionary(container => container.Name, container => container.Resources);
        return next with
        {
            Containers = [.. next.Containers.Select(container => resources.TryGetValue(container.Name, out var kept)
                ? container with { Spec = container.Spec with { Resources = kept } }
                : container)],
        };
    }

    private static IEnumerable<(AcceptedContainer Old, AcceptedContainer Next)> Pairs(AcceptedPod before, AcceptedPod after) =>
        before.Containers.Join(after.Containers, container => container.Name, container => container.Name, (old, next) => (old, next));

    private static bool Same<T>(IReadOnlyDictionary<string, T> a, IReadOnlyDictionary<string, T> b)
        where T : IEquatable<T> =>
        a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value));
}
