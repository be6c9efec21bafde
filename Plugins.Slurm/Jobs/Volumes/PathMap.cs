namespace Reeve.Plugins.Slurm.Jobs.Volumes;

/// <summary>Maps paths of manifests to the cluster's. Pure.</summary>
internal static class PathMap
{
    /// <summary>Maps a path; the longest mapping that it is in or below counts.</summary>
    /// <returns>The path on the cluster, or null if no mapping covers it.</returns>
    public static string? Map(IReadOnlyList<PathMapping> mappings, string path)
    {
        if (path.Split('/').Contains(".."))
        {
            return null;
        }

        var best = mappings
            .Where(mapping => Covers(mapping.Path.TrimEnd('/'), path))
            .OrderByDescending(mapping => mapping.Path.TrimEnd('/').Length)
            .FirstOrDefault();
        return best is null ? null : (best.Target ?? best.Path).TrimEnd('/') + path[best.Path.TrimEnd('/').Length..];
    }

    private static bool Covers(string root, string path) =>
        path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');
}
