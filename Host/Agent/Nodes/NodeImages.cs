using Reeve.Kubernetes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Pods;

namespace Reeve.Host.Agent.Nodes;

/// <summary>The images of a node for <c>status.images</c>: those that are kept, and those that its containers run.</summary>
internal static class NodeImages
{
    // As many as a kubelet reports.
    private const int MaxImages = 50;

    // As many names as a kubelet reports of each.
    private const int MaxNames = 5;

    /// <summary>Collects them, in the same order each time: what is kept by size as a kubelet does, then what has no size by name.</summary>
    /// <param name="pods">The pods.</param>
    /// <param name="stored">What is kept on the machine.</param>
    public static IReadOnlyList<ContainerImage> Of(IEnumerable<PodRecord> pods, IReadOnlyList<StoredImage> stored)
    {
        var known = stored.SelectMany(image => image.Names).ToHashSet(StringComparer.Ordinal);
        var others = pods.SelectMany(record => record.Pod.Status.InitContainerStatuses.Concat(record.Pod.Status.ContainerStatuses))
            .Where(status => status.Image.Length > 0 && status.ContainerID is { Length: > 0 } && !known.Contains(status.Image))
            .Select(status => status.Image)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => new ContainerImage { Names = [name], SizeBytes = SizeOf(name) });
        return
        [
            .. stored.OrderByDescending(image => image.SizeBytes).ThenBy(image => image.Id, StringComparer.Ordinal)
                .Select(image => new ContainerImage { Names = [.. image.Names.Take(MaxNames)], SizeBytes = image.SizeBytes })
                .Concat(others)
                .Take(MaxImages),
        ];
    }

    // A program of the machine is as large as its file.
    private static long? SizeOf(string name)
    {
        const string scheme = "host:";
        var file = name.StartsWith(scheme, StringComparison.Ordinal) && Path.IsPathFullyQualified(name[scheme.Length..]) ? new FileInfo(name[scheme.Length..]) : null;
        return file is { Exists: true } ? file.Length : null;
    }
}
