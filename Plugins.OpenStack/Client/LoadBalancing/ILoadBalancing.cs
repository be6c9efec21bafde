using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.LoadBalancing;

/// <summary>
/// Octavia. While anything of a load balancer is <c>PENDING_…</c> it takes no change (409): wait until it is <c>ACTIVE</c> after every one.
/// </summary>
internal interface ILoadBalancing
{
    /// <summary>Load balancers.</summary>
    ILoadBalancers LoadBalancers { get; }

    /// <summary>Ports of load balancers.</summary>
    IChangeableResources<Listener, ListenerCreate, ListenerUpdate> Listeners { get; }

    /// <summary>Servers behind them.</summary>
    IChangeableResources<Pool, PoolCreate, PoolUpdate> Pools { get; }

    /// <summary>What watches those.</summary>
    IChangeableResources<HealthMonitor, HealthMonitorCreate, HealthMonitorUpdate> HealthMonitors { get; }

    /// <summary>The servers of a pool.</summary>
    IChangeableResources<Member, MemberCreate, MemberUpdate> Members(string poolId);

    /// <summary>Quotas by <c>load_balancer</c>, <c>listener</c>, <c>pool</c>, <c>member</c>, <c>health_monitor</c>. Octavia does not say what is used: that is 0.</summary>
    Task<IReadOnlyDictionary<string, Quota>> QuotasAsync(CancellationToken cancellationToken);
}
