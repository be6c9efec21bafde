using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.LoadBalancing;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Kinds;

/// <summary>What Octavia keeps. A load balancer takes what belongs to it along when it is deleted.</summary>
internal static class BalancerKinds
{
    public const string LoadBalancer = "load-balancer";
    public const string Listener = "listener";
    public const string Pool = "pool";
    public const string HealthMonitor = "health-monitor";

    /// <summary>The fact that says from where a listener takes connections; empty where the service does not tell.</summary>
    public const string AllowedFrom = "allowedFrom";

    public static IEnumerable<IResourceKind> All { get; } =
    [
        new ResourceKind<LoadBalancer, LoadBalancerCreate>(
            LoadBalancer, CloudService.LoadBalancer, cloud => cloud.LoadBalancer.LoadBalancers, StepJson.Default.LoadBalancerCreate,
            found => new CloudResource
            {
                Id = found.Id, Name = found.Name, Status = found.ProvisioningStatus, Address = found.VipAddress, Tags = [.. found.Tags],
                Facts = { ["vipPort"] = found.VipPortId ?? "" },
            })
        {
            All = marks => ResourceQuery.All.With("description", marks.Description),
            IsOurs = (marks, found) => found.Description == marks.Description,
            Same = (marks, body) => ResourceQuery.All.With("description", marks.Description) with { Name = body.Name },
            Mark = (cloud, id, marks, token) =>
                cloud.LoadBalancer.LoadBalancers.UpdateAsync(id, new LoadBalancerUpdate { Description = marks.Description, Tags = marks.All }, token),
            Delete = (cloud, id, token) => cloud.LoadBalancer.LoadBalancers.DeleteAllAsync(id, token),
        },
        new ResourceKind<Listener, ListenerCreate>(
            Listener, CloudService.LoadBalancer, cloud => cloud.LoadBalancer.Listeners, StepJson.Default.ListenerCreate,
            found => new CloudResource
            {
                Id = found.Id, Name = found.Name, Status = found.ProvisioningStatus, Tags = [.. found.Tags],
                Facts = { [AllowedFrom] = string.Join(',', (found.AllowedCidrs ?? []).Order(StringComparer.Ordinal)) },
            })
        {
            All = marks => ResourceQuery.All.With("description", marks.Description),
            IsOurs = (marks, found) => found.Name == marks.Unique,
            Same = (_, body) => new ResourceQuery { Name = body.Name }.With("load_balancer_id", body.LoadbalancerId),
            Mark = (cloud, id, marks, token) =>
                cloud.LoadBalancer.Listeners.UpdateAsync(id, new ListenerUpdate { Name = marks.Unique, Description = marks.Description, Tags = marks.All }, token),
        },
        new ResourceKind<Pool, PoolCreate>(
            Pool, CloudService.LoadBalancer, cloud => cloud.LoadBalancer.Pools, StepJson.Default.PoolCreate,
            found => new CloudResource { Id = found.Id, Name = found.Name, Status = found.ProvisioningStatus, Tags = [.. found.Tags] })
        {
            All = marks => new ResourceQuery { Name = marks.Unique },
            IsOurs = (marks, found) => found.Name == marks.Unique,
            Same = (_, body) => new ResourceQuery { Name = body.Name },
            Mark = (cloud, id, marks, token) => cloud.LoadBalancer.Pools.UpdateAsync(id, new PoolUpdate { Name = marks.Unique, Tags = marks.All }, token),
        },
        new ResourceKind<HealthMonitor, HealthMonitorCreate>(
            HealthMonitor, CloudService.LoadBalancer, cloud => cloud.LoadBalancer.HealthMonitors, StepJson.Default.HealthMonitorCreate,
            found => new CloudResource { Id = found.Id, Name = found.Name ?? "", Status = found.ProvisioningStatus })
        {
            All = marks => new ResourceQuery { Name = marks.Unique },
            IsOurs = (marks, found) => found.Name == marks.Unique,
            Same = (_, body) => new ResourceQuery { Name = body.Name },
            Mark = (cloud, id, marks, token) => cloud.LoadBalancer.HealthMonitors.UpdateAsync(id, new HealthMonitorUpdate { Name = marks.Unique }, token),
        },
    ];
}
