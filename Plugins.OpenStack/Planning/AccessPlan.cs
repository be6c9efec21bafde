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

    public static AccessPlan Draw(PlanDraft draft, AccessSpec access, CloudChoices choices, NetworkPlan network, Made firstPort, string firstMaster, string? endpoint)
    {
        // The floating address that the cluster is reached at now, wherever it leads.
        var known = endpoint is null ? null : draft.Facts.Of(NetworkKinds.FloatingIp).FirstOrDefault(address => Of(address.Address ?? "") == endpoint);
        if (access.Api == AccessSpec.LoadBalancer)
        {
            return Balanced(draft, access, choices, network, known, firstMaster);
        }

        if (access.Endpoint.Length > 0 || access.Api == AccessSpec.Private)
        {
            return new AccessPlan { Endpoint = access.Endpoint.Length > 0 ? access.Endpoint : Of(firstPort.Address), Steps = firstPort.Steps };
        }

        if (known is not null)
        {
            // One that somebody has taken off leads to the first master again.
            IReadOnlyList<string> back = known.Parent is not null ? [] : [draft.Add(draft.Kinds.Address.Step(
                $"address-move-{known.Id}", $"Let {known.Name} lead to {firstMaster}",
                new AddressArguments { Cluster = draft.Cluster, Address = known.Id, Port = firstPort.Id }, [.. firstPort.Steps]) with { Lasting = false })];
            return new AccessPlan { Endpoint = Of(known.Address!), Steps = back };
        }

        var floating = Floating(draft, $"address-{firstMaster}", choices, network, firstPort.Id, firstPort.Steps);
        return new AccessPlan { Endpoint = Of(floating.Address), Steps = [.. firstPort.Steps, .. floating.Steps] };
    }

    /// <summary>A floating address of a port.</summary>
    public static Made Floating(PlanDraft draft, string id, CloudChoices choices, NetworkPlan network, string port, IReadOnlyList<string> dependsOn) => draft.Want(
        id, NetworkKinds.FloatingIp, null, new FloatingIpCreate { FloatingNetworkId = choices.External!, PortId = port, Description = draft.Marks.Description },
        StepJson.Default.FloatingIpCreate, "floatingip", draft.Facts.Of(NetworkKinds.FloatingIp).FirstOrDefault(address => address.Parent == port), [.. dependsOn, .. network.Routed]);

    private static AccessPlan Balanced(PlanDraft draft, AccessSpec access, CloudChoices choices, NetworkPlan network, CloudResource? known, string firstMaster)
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
        AllowFrom(draft, access, listener);
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

        if (known is not null)
        {
            // A cluster that gets a load balancer keeps its address: machines and kubeconfigs name it.
            IReadOnlyList<string> moved = known.Parent == balancer.Port ? [] : [draft.Add(draft.Kinds.Address.Step(
                $"address-move-{known.Id}", $"Let {known.Name} lead to the load balancer",
                new AddressArguments { Cluster = draft.Cluster, Address = known.Id, Port = balancer.Port, From = known.Parent },
                [.. balancer.Steps, .. pool.Steps.Select(_ => $"member-{firstMaster}")]) with { Lasting = false })];
            return new AccessPlan { Endpoint = Of(known.Address!), Steps = moved, Pool = pool };
        }

        var floating = Floating(draft, "address-api", choices, network, balancer.Port, balancer.Steps);
        return new AccessPlan { Endpoint = Of(floating.Address), Steps = [.. balancer.Steps, .. floating.Steps], Pool = pool };
    }

    /// <summary>The load balancer that is there takes connections from whom the specification says now.</summary>
    private static void AllowFrom(PlanDraft draft, AccessSpec access, Made listener)
    {
        var present = draft.Facts.Of(BalancerKinds.Listener).FirstOrDefault(one => one.Id == listener.Id)?.Facts.GetValueOrDefault(BalancerKinds.AllowedFrom) ?? "";
        if (present.Length > 0 && !access.ApiFrom.Distinct().Order(StringComparer.Ordinal).SequenceEqual(present.Split(','), StringComparer.Ordinal))
        {
            draft.Add(draft.Kinds.ListenerAccess.Step(
                "listener-access", $"Let the load balancer be reached from {string.Join(", ", access.ApiFrom)}",
                new ListenerArguments { Cluster = draft.Cluster, Listener = listener.Id, From = access.ApiFrom, Before = present.Split(',') }) with { Lasting = false });
        }
    }

    /// <summary>An address with the port of API servers.</summary>
    public static string Of(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{Port}" : $"{address}:{Port}";
}
