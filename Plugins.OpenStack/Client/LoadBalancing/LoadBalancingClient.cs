using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>Octavia. Thread-safe.</summary>
internal sealed class LoadBalancingClient(ServiceClient service) : ILoadBalancing
{
    /// <inheritdoc/>
    public ILoadBalancers LoadBalancers { get; } = new LoadBalancerClient(service);

    /// <inheritdoc/>
    public IChangeableResources<Listener, ListenerCreate, ListenerUpdate> Listeners { get; } = new ChangeableResourceClient<Listener, ListenerCreate, ListenerUpdate>(service, new()
    {
        Path = "lbaas/listeners",
        Plural = "listeners",
        Singular = "listener",
        Read = CloudJson.Default.Listener,
        Write = CloudJson.Default.ListenerCreate,
        NameOf = listener => listener.Name,
        TagsOf = listener => listener.Tags,
    }, CloudJson.Default.ListenerUpdate);

    /// <inheritdoc/>
    public IChangeableResources<Pool, PoolCreate, PoolUpdate> Pools { get; } = new ChangeableResourceClient<Pool, PoolCreate, PoolUpdate>(service, new()
    {
        Path = "lbaas/pools",
        Plural = "pools",
        Singular = "pool",
        Read = CloudJson.Default.Pool,
        Write = CloudJson.Default.PoolCreate,
        NameOf = pool => pool.Name,
        TagsOf = pool => pool.Tags,
    }, CloudJson.Default.PoolUpdate);

    /// <inheritdoc/>
    public IChangeableResources<HealthMonitor, HealthMonitorCreate, HealthMonitorUpdate> HealthMonitors { get; } = new ChangeableResourceClient<HealthMonitor, HealthMonitorCreate, HealthMonitorUpdate>(service, new()
    {
        Path = "lbaas/healthmonitors",
        Plural = "healthmonitors",
        Singular = "healthmonitor",
        Read = CloudJson.Default.HealthMonitor,
        Write = CloudJson.Default.HealthMonitorCreate,
        NameOf = monitor => monitor.Name,
    }, CloudJson.Default.HealthMonitorUpdate);

    /// <inheritdoc/>
    public IChangeableResources<Member, MemberCreate, MemberUpdate> Members(string poolId) => new ChangeableResourceClient<Member, MemberCreate, MemberUpdate>(service, new()
    {
        Path = $"lbaas/pools/{Uri.EscapeDataString(poolId)}/members",
        Plural = "members",
        Singular = "member",
        Read = CloudJson.Default.Member,
        Write = CloudJson.Default.MemberCreate,
        NameOf = member => member.Name,
    }, CloudJson.Default.MemberUpdate);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, Quota>> QuotasAsync(CancellationToken cancellationToken) =>
        QuotaReader.ReadAsync(service, static project => $"lbaas/quotas/{project}", "quota", cancellationToken);
}
