using Reeve.Kubernetes;
using Reeve.Runtime.Pods;

namespace Reeve.Host.Agent.Nodes;

/// <summary>The images of a node for <c>status.images</c>: those that its containers run.</summary>
internal static class NodeImages
{
    // As many as a kubelet reports.
    private const int MaxImages = 50;

    /// <summary>Collects them, by name so that the same images make the same list.</summary>
    public static IReadOnlyList<ContainerImage> Of(IEnumerable<PodRecord> pods) =>
    [
        .. pods.SelectMany(record => record.Pod.Status.InitContainerStatuses.Concat(record.Pod.Status.ContainerStatuses))
            .Where(status => status.Image.Length > 0 && status.ContainerID is { Length: > 0 })
            .Select(status => status.Image)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Take(MaxImages)
            .Select(name => new ContainerImage { Names = [name] }),
    ];
}
