using Reeve.Host.Edge.Wire;
using Reeve.Runtime.Clusters;

namespace Reeve.Host.Edge.Provisions;

/// <summary>Provisions as clusters of the agent: that of the tenant <c>t</c> and the name <c>n</c> is the cluster <c>t-n</c>.</summary>
/// <param name="clusters">The clusters.</param>
/// <param name="flavors">Flavors.</param>
internal sealed class ClusterProvisions(IClusterManager clusters, IEdgeFlavors flavors) : IEdgeProvisions
{
    /// <inheritdoc/>
    public IReadOnlyList<Provision> List() =>
    [
        .. from view in clusters.List()
           where IsThere(view)
           let whose = ProvisionSpec.Read(view)
           where whose is not null
           select new Provision { Name = whose.Value.Name, Tenant = whose.Value.Tenant, Kind = ProvisionCalls.Kind, Phase = view.Phase.ToString() },
    ];

    /// <inheritdoc/>
    public Task CheckAsync(Provision provision, CancellationToken cancellationToken) =>
        clusters.PlanAsync(NameOf(provision), ClusterVerb.Create, Desired(provision), cancellationToken);

    /// <inheritdoc/>
    public Task CreateAsync(Provision provision, string by, CancellationToken cancellationToken) =>
        clusters.CreateAsync(NameOf(provision), Desired(provision), by, cancellationToken);

    /// <inheritdoc/>
    public async Task DestroyAsync(Provision provision, string by, CancellationToken cancellationToken)
    {
        if (clusters.Find(NameOf(provision)) is not { } view || !IsThere(view))
        {
            return;
        }

        // "a" and "b-c" have the cluster that "a-b" and "c" would have, but it is theirs.
        if (ProvisionSpec.Read(view) != (provision.Tenant, provision.Name))
        {
            throw new ClusterRefusedException(ClusterRefusal.NotFound, $"The cluster {view.Name} is not the one that the tenant {provision.Tenant} has made as {provision.Name}.");
        }

        await clusters.DeleteAsync(view.Name, new ClusterDeleteOptions(), by, cancellationToken);
    }

    private ClusterDesired Desired(Provision provision)
    {
        if (provision.Flavor.Length > 0 && flavors.Find(provision.Flavor) is { } named)
        {
            return ProvisionSpec.Of(named, provision, null);
        }

        // What is no flavor of clusters is one of machines.
        return flavors.Find(null) is { } usual
            ? ProvisionSpec.Of(usual, provision, provision.Flavor)
            : throw new ClusterRefusedException(
                ClusterRefusal.NotFound, provision.Flavor.Length == 0 ? "No flavor of clusters is asked for, and there is none for that case." : $"There is no flavor {provision.Flavor} of clusters.");
    }

    private static bool IsThere(ClusterView view) => view.Phase is not (ClusterPhase.Unknown or ClusterPhase.NotInitialised or ClusterPhase.Deleted);

    private static string NameOf(Provision provision) => $"{provision.Tenant}-{provision.Name}";
}
