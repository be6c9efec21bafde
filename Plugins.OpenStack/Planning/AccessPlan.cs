using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client.LoadBalancing;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>How a cluster's API server is reached, in a plan: known before the first machine starts, since its certificate names it.</summary>
internal sealed record AccessPlan
{
    public const string Port = "6443";

    /// <summary><c>HOST:PORT</c>; may refer to outputs.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What to wait for before it is known.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>The pool of the load balancer that masters belong to; null if there is none.</summary>
    public Made? Pool { get; init; }

    /// <summary>The host alone.</summary>
    public string Host => Endpoint[..Endpoint.LastIndexOf(':')].Trim('[', ']');

    public static AccessPlan Draw(PlanDraft draft, AccessSpec access, CloudChoices choices, NetworkPlan network, Made firstPort, string firstMaster)
    {
        if (access.Api == AccessSpec.LoadBalancer)
        {
            return Balanced(draft, access, choices, network);
        }

        if (access.Endpoint.Length > 0 || access.Api == AccessSpec.Private)
        {
            return new AccessPlan { Endpoint = access.Endpoint.Length > 0 ? access.Endpoint : Of(firstPort.Address), Steps = firstPort.Steps };
        }

        var floating = Floating(draft, $"address-{firstMaster}", choices, network, firstPort.Id, firstPort.Steps);
        return new AccessPlan { Endpoint = Of(floating.Address), Steps = [.. firstPort.Steps, .. floating.Steps] };
    }

    /// <summary>A floating address of a port.</summary>
    public static Made Floating(PlanDraft draft, string id, CloudChoices choices, NetworkPlan network, string port, IReadOnlyList<string> dependsOn) => draft.Want(
        id, NetworkKinds.FloatingIp, null, new FloatingIpCreate { FloatingNetworkId = choices.External!, PortId = port, Description = draft.Marks.Description },
        StepJson.Default.FloatingIpCreate, "floatingip", draft.Facts.Of(NetworkKinds.FloatingIp).FirstOrDefault(address => address.Parent == port), [.. dependsOn, .. network.Routed]);

    private static AccessPlan Balanced(PlanDraft draft, AccessSpec access, CloudChoices choices, NetworkPlan network)
    {
        var marks = draft.Marks;
        var balancer = draft.Want(
            "load-balancer", BalancerKinds.LoadBalancer, marks.Name("api"),
            new LoadBalancerCreate { Name = marks.Name("api"), Description = marks.Description, VipSubnetId = network.Subnet, Tags = marks.All },
            StepJson.Default.LoadBalancerCreate, null, dependsOn: network.Steps);
        var listener = draft.Want(
            "listener", BalancerKinds.Listener, marks.Unique,
            new ListenerCreate { LoadbalancerId = balancer.Id, Name = marks.Unique, Description = marks.Description, Protocol = "TCP", ProtocolPort = 6443, AllowedCidrs = access.ApiFrom, Tags = marks.All },
            StepJson.Default.ListenerCreate, null, dependsOn: balancer.Steps);
        var pool = draft.Want(
            "pool", BalancerKinds.Pool, marks.Unique, new PoolCreate { Name = marks.Unique, ListenerId = listener.Id, Protocol = "TCP", Tags = marks.All },
            StepJson.Default.PoolCreate, null, dependsOn: listener.Steps);
        draft.Want(
            "health-monitor", BalancerKinds.HealthMonitor, marks.Unique, new HealthMonitorCreate { PoolId = pool.Id, Name = marks.Unique, Type = "TCP" },
            StepJson.Default.HealthMonitorCreate, null, dependsOn: pool.Steps);
        if (!access.LoadBalancerFloatingIp)
        {
            return new AccessPlan { Endpoint = Of(balancer.Address), Steps = balancer.Steps, Pool = pool };
        }

        var floating = Floating(draft, "address-api", choices, network, balancer.Port, balancer.Steps);
        return new AccessPlan { Endpoint = Of(floating.Address), Steps = [.. balancer.Steps, .. floating.Steps], Pool = pool };
    }

    private static string Of(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{Port}" : $"{address}:{Port}";
}
