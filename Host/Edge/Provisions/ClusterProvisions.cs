using Reeve.Host.Edge.Wire;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.Host.Edge.Provisions;

/// <summary>Provisions as clusters of the agent: that of the tenant <c>t</c> and the name <c>n</c> is the cluster <c>n.t</c>.</summary>
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
           select new Provision { Name = whose.Value.Name, Tenant = whose.Value.Tenant, Kind = ProvisionCalls.Kind, Phase = view.Phase.ToString(), Flavor = view.Desired?.Flavor?.ToString() ?? "" },
    ];

    /// <inheritdoc/>
    public Task CheckAsync(Provision provision, CancellationToken cancellationToken) =>
        clusters.PlanAsync(KeyOf(provision), ClusterVerb.Create, Desired(provision), cancellationToken);

    /// <inheritdoc/>
    public Task CreateAsync(Provision provision, string by, CancellationToken cancellationToken) =>
        clusters.CreateAsync(KeyOf(provision), Desired(provision), by, cancellationToken);

    /// <inheritdoc/>
    public async Task DestroyAsync(Provision provision, string by, CancellationToken cancellationToken)
    {
        if (clusters.Find(KeyOf(provision)) is not { } view || !IsThere(view))
        {
            return;
        }

        // A cluster that was made otherwise may have the same key, such as the agent's own.
        if (ProvisionSpec.Read(view) != (provision.Tenant, provision.Name))
        {
            throw new ClusterRefusedException(ClusterRefusal.NotFound, $"The cluster {view.Key} is not one that the tenant {provision.Tenant} has made as {provision.Name}.");
        }

        await clusters.DeleteAsync(view.Key, new ClusterDeleteOptions(), by, cancellationToken);
    }

    private ClusterDesired Desired(Provision provision)
    {
        var tenant = ClusterKey.TenantOf(provision.Tenant);
        if (provision.Flavor.Length > 0 && flavors.Find(tenant, provision.Flavor) is { } named)
        {
            return ProvisionSpec.Of(named, provision, null);
        }

        // What is no flavor of clusters is one of machines.
        return flavors.Find(tenant, null) is { } usual
            ? ProvisionSpec.Of(usual, provision, provision.Flavor)
            : throw new ClusterRefusedException(
                ClusterRefusal.NotFound, provision.Flavor.Length == 0 ? "No flavor of clusters is asked for, and there is none for that case." : $"There is no flavor {provision.Flavor} of clusters.");
    }

    private static bool IsThere(ClusterView view) => view.Phase is not (ClusterPhase.Unknown or ClusterPhase.NotInitialised or ClusterPhase.Deleted or ClusterPhase.Released);

    private static string KeyOf(Provision provision) => ClusterKey.Of(provision.Tenant, provision.Name);
}
