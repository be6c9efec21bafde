using System.Text.Json;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Naming;

namespace Reeve.Plugins.OpenStack.Kinds;

/// <summary>One kind of resource: how those of a cluster are found, made and deleted. Keeps no state. Failures are <see cref="CloudException"/>.</summary>
internal interface IResourceKind
{
    /// <summary>Its name in plans, journals and observations: it stays.</summary>
    string Name { get; }

    /// <summary>The service that keeps it.</summary>
    CloudService Service { get; }

    /// <summary>Whether it gets its tags by a call of their own; others have them from the start, or cannot have any.</summary>
    bool IsTaggedLater { get; }

    /// <summary>All that a cluster has.</summary>
    Task<IReadOnlyList<CloudResource>> ListAsync(ICloud cloud, ClusterMarks marks, CancellationToken cancellationToken);

    /// <summary>All that several clusters have, by one call.</summary>
    Task<KindList> ListManyAsync(ICloud cloud, IReadOnlyList<ClusterMarks> clusters, CancellationToken cancellationToken);

    /// <summary>Those of the cluster that this body would make once more: none, one, or several after lost replies.</summary>
    Task<IReadOnlyList<CloudResource>> FindAsync(ICloud cloud, ClusterMarks marks, JsonElement body, CancellationToken cancellationToken);

    /// <summary>One by its id; null if it is gone.</summary>
    Task<CloudResource?> GetAsync(ICloud cloud, string id, CancellationToken cancellationToken);

    /// <summary>Makes one: one call.</summary>
    Task<CloudResource> CreateAsync(ICloud cloud, JsonElement body, CancellationToken cancellationToken);

    /// <summary>Has one deleted: one call. One that is gone is fine.</summary>
    Task DeleteAsync(ICloud cloud, string id, CancellationToken cancellationToken);

    /// <summary>Whether one can be given other marks: what is known by its name alone keeps the name.</summary>
    bool CanBeMarked { get; }

    /// <summary>Makes one that of a cluster, by whatever it is found by: one call, and twice is the same as once.</summary>
    Task MarkAsync(ICloud cloud, string id, ClusterMarks marks, CancellationToken cancellationToken);

    /// <summary>Gives one its tags: one call.</summary>
    Task TagAsync(ICloud cloud, string id, IReadOnlyList<string> tags, CancellationToken cancellationToken);
}
