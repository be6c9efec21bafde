using Reeve.Host.Edge.Provisions;
using Reeve.Host.Edge.Wire;
using Reeve.Runtime.Clusters;

namespace Reeve.Host.Tests.Edge.Support;

/// <summary>Clusters that are there as soon as they are asked for. The flavor <c>none</c> is not there, and the name <c>busy</c> is refused late.</summary>
internal sealed class FakeProvisions : IEdgeProvisions
{
    public List<Provision> Made { get; } = [];

    public IReadOnlyList<Provision> List() => [.. Made];

    public Task CheckAsync(Provision provision, CancellationToken cancellationToken) =>
        provision.Flavor == "none" ? throw new ClusterRefusedException(ClusterRefusal.NotFound, "There is no flavor none.") : Task.CompletedTask;

    public Task CreateAsync(Provision provision, string by, CancellationToken cancellationToken)
    {
        if (provision.Name == "busy")
        {
            throw new ClusterRefusedException(ClusterRefusal.WrongPhase, "The cluster busy is being removed.");
        }

        Made.Add(new Provision { Name = provision.Name, Tenant = provision.Tenant, Phase = "Provisioning" });
        return Task.CompletedTask;
    }

    public Task DestroyAsync(Provision provision, string by, CancellationToken cancellationToken)
    {
        Made.RemoveAll(one => one.Name == provision.Name && one.Tenant == provision.Tenant);
        return Task.CompletedTask;
    }
}
