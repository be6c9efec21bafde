using Reeve.Plugins.OpenStack.Naming;

namespace Reeve.Plugins.OpenStack.Kinds;

/// <summary>The resources of one kind of several clusters, as one call told them. Immutable.</summary>
/// <param name="clusters">About which clusters it is.</param>
/// <param name="select">Gives those of one of them.</param>
internal sealed class KindList(IReadOnlyList<ClusterMarks> clusters, Func<ClusterMarks, IReadOnlyList<CloudResource>> select)
{
    private readonly HashSet<string> _clusters = clusters.Select(marks => marks.Description).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether it tells of a cluster.</summary>
    public bool IsAbout(ClusterMarks marks) => _clusters.Contains(marks.Description);

    /// <summary>Those of a cluster that it tells of.</summary>
    public IReadOnlyList<CloudResource> Of(ClusterMarks marks) => select(marks);
}
