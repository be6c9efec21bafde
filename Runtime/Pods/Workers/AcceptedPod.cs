using Reeve.Kubernetes;
using Reeve.Runtime.Text;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>
/// What a backend has of a pod, as far as it can change: enough to tell what a later state of the pod differs in. The contents of its
/// volumes and variables, secrets among them, are not kept while it runs. Immutable.
/// </summary>
internal sealed record AcceptedPod
{
    public required UInt128 Volumes { get; init; }

    public required UInt128 Environment { get; init; }

    public required UInt128 Metadata { get; init; }

    public required UInt128 EphemeralContainers { get; init; }

    public required long? Deadline { get; init; }

    public required IReadOnlyList<AcceptedContainer> Containers { get; init; }

    public static AcceptedPod Of(ResolvedPod pod) => new()
    {
        Volumes = ContentDigest.Of(pod.Volumes.OfType<FilesVolume>().SelectMany(static volume => new[] { volume.Name, volume.Revision })),
        Environment = ContentDigest.Of(pod.Containers.SelectMany(Variables)),
        Metadata = ContentDigest.Of([.. Texts(pod.Pod.Metadata.Labels), null, .. Texts(pod.Pod.Metadata.Annotations)]),
        EphemeralContainers = ContentDigest.Of(pod.Pod.Spec.EphemeralContainers.Select(static container => container.Name)),
        Deadline = pod.Pod.Spec.ActiveDeadlineSeconds,
        Containers = [.. pod.Containers.Select(static container => new AcceptedContainer
        {
            Name = container.Name,
            Image = container.Spec.Image,
            Resources = container.Spec.Resources,
        })],
    };

    private static IEnumerable<string?> Variables(ResolvedContainer container) =>
    [
        container.Name,
        container.Problem,
        .. container.Environment.Entries.SelectMany(static entry => new[] { entry.Name, entry.Value, Enum.GetName(entry.Source) }),
        null,
    ];

    private static IEnumerable<string?> Texts(IReadOnlyDictionary<string, string> pairs) =>
        pairs.OrderBy(static pair => pair.Key, StringComparer.Ordinal).SelectMany(static pair => new[] { pair.Key, pair.Value });
}
