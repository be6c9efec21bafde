using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>Load balancers. Thread-safe.</summary>
internal sealed class LoadBalancerClient(ServiceClient service) : ChangeableResourceClient<LoadBalancer, LoadBalancerCreate, LoadBalancerUpdate>(service, new()
{
    Path = "lbaas/loadbalancers",
    Plural = "loadbalancers",
    Singular = "loadbalancer",
    Read = CloudJson.Default.LoadBalancer,
    Write = CloudJson.Default.LoadBalancerCreate,
    NameOf = balancer => balancer.Name,
    TagsOf = balancer => balancer.Tags,
}, CloudJson.Default.LoadBalancerUpdate), ILoadBalancers
{
    /// <inheritdoc/>
    public Task<bool> DeleteAllAsync(string id, CancellationToken cancellationToken) => Service.DeleteAsync($"{PathOf(id)}?cascade=true", cancellationToken);
}
