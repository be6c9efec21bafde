using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>Load balancers.</summary>
internal interface ILoadBalancers : IChangeableResources<LoadBalancer, LoadBalancerCreate, LoadBalancerUpdate>
{
    /// <summary>Has one deleted with everything that belongs to it; it is gone when reading it says so.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> DeleteAllAsync(string id, CancellationToken cancellationToken);
}
