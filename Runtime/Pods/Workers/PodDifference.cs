using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>Compares two states of one pod.</summary>
internal static class PodDifference
{
    /// <summary>What a running pod has to take over.</summary>
    public static PodChanges Between(ResolvedPod before, ResolvedPod after)
    {
        var changes = PodChanges.None;
        changes |= Revisions(before).SequenceEqual(Revisions(after)) ? 0 : PodChanges.Volumes;
        changes |= before.Containers.SequenceEqual(after.Containers, SameEnvironment.Instance) ? 0 : PodChanges.Environment;
        changes |= Same(before.Pod.Metadata.Labels, after.Pod.Metadata.Labels)
            && Same(before.Pod.Metadata.Annotations, after.Pod.Metadata.Annotations) ? 0 : PodChanges.Metadata;
        changes |= before.Pod.Spec.ActiveDeadlineSeconds == after.Pod.Spec.ActiveDeadlineSeconds ? 0 : PodChanges.Deadline;
        changes |= Names(before).SequenceEqual(Names(after)) ? 0 : PodChanges.EphemeralContainers;
        foreach (var (old, next) in Pairs(before, after))
        {
            changes |= old.Spec.Image == next.Spec.Image ? 0 : PodChanges.Image;
            changes |= Same(old.Spec.Resources.Requests, next.Spec.Resources.Requests)
                && Same(old.Spec.Resources.Limits, next.Spec.Resources.Limits) ? 0 : PodChanges.Resources;
        }

        return changes;
    }

    /// <summary>Whether anything of a pod's object changed but its status.</summary>
    public static bool Matters(Pod before, Pod after) =>
        !Same(before.Metadata.Labels, after.Metadata.Labels)
        || !Same(before.Metadata.Annotations, after.Metadata.Annotations)
        || !KubernetesJson.DeepEquals(before.Spec, after.Spec);

    /// <summary>A pod as it shall be, but for its resources, which stay as they were.</summary>
    public static ResolvedPod WithResourcesOf(ResolvedPod next, ResolvedPod before)
    {
        var resources = before.Containers.ToDictionary(container => container.Name, container => container.Spec.Resources);
        return next with
        {
            Containers = [.. next.Containers.Select(container => resources.TryGetValue(container.Name, out var kept)
                ? container with { Spec = container.Spec with { Resources = kept } }
                : container)],
        };
    }

    private static IEnumerable<string> Revisions(ResolvedPod pod) =>
        pod.Volumes.OfType<FilesVolume>().Select(volume => $"{volume.Name}:{volume.Revision}");

    private static IEnumerable<string> Names(ResolvedPod pod) => pod.Pod.Spec.EphemeralContainers.Select(container => container.Name);

    private static IEnumerable<(ResolvedContainer Old, ResolvedContainer Next)> Pairs(ResolvedPod before, ResolvedPod after) =>
        before.Containers.Join(after.Containers, container => container.Name, container => container.Name, (old, next) => (old, next));

    private static bool Same<T>(IReadOnlyDictionary<string, T> a, IReadOnlyDictionary<string, T> b)
        where T : IEquatable<T> =>
        a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value));

    private sealed class SameEnvironment : IEqualityComparer<ResolvedContainer>
    {
        public static SameEnvironment Instance { get; } = new();

        public bool Equals(ResolvedContainer? x, ResolvedContainer? y) =>
            x?.Name == y?.Name && x?.Problem == y?.Problem && x is not null && y is not null
            && x.Environment.Entries.SequenceEqual(y.Environment.Entries);

        public int GetHashCode(ResolvedContainer obj) => obj.Name.GetHashCode(StringComparison.Ordinal);
    }
}
