using Reeve.Host.Edge.Wire;

namespace Reeve.Host.Edge.Provisions;

/// <summary>Clusters as provisions name them: by tenant and name, made by a flavor. Thread-safe.</summary>
/// <remarks>Every method throws what <see cref="Runtime.Clusters.IClusterManager"/> throws for what is refused.</remarks>
internal interface IEdgeProvisions
{
    /// <summary>The clusters that are there, with their phases.</summary>
    IReadOnlyList<Provision> List();

    /// <summary>Refuses what <see cref="CreateAsync"/> would refuse, such as a flavor that is not there; begins nothing.</summary>
    Task CheckAsync(Provision provision, CancellationToken cancellationToken);

    /// <summary>Begins to make a cluster.</summary>
    Task CreateAsync(Provision provision, string by, CancellationToken cancellationToken);

    /// <summary>Begins to remove a cluster. One that is not there is no mistake.</summary>
    Task DestroyAsync(Provision provision, string by, CancellationToken cancellationToken);
}
