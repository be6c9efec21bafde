using Reeve.Kubernetes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Pods;

namespace Reeve.Runtime.Hosting.Nodes;

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
            .GroupBy(status => status.Image, StringComparer.Ordinal)
            .OrderBy(uses => uses.Key, StringComparer.Ordinal)
            .Select(uses => new ContainerImage { Names = [uses.Key], SizeBytes = SizeOf(uses) });
        return
        [
            .. stored.OrderByDescending(image => image.SizeBytes).ThenBy(image => image.Id, StringComparer.Ordinal)
                .Select(image => new ContainerImage { Names = [.. image.Names.Take(MaxNames)], SizeBytes = image.SizeBytes })
                .Concat(others)
                .Take(MaxImages),
        ];
    }

    // The id of a program of the machine is its path, as may be its name. It is as large as its file, whatever link leads there.
    private static long? SizeOf(IGrouping<string, ContainerStatus> uses)
    {
        const string scheme = "host:";
        var name = uses.Key.StartsWith(scheme, StringComparison.Ordinal) ? uses.Key[scheme.Length..] : uses.Key;
        if (uses.Select(status => status.ImageID).Append(name).FirstOrDefault(Path.IsPathFullyQualified) is not { } path)
        {
            return null;
        }

        try
        {
            var file = new FileInfo(path);
            return ((FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file).Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was removed, or is not to be looked at; what runs goes on.
            return null;
        }
    }
}
