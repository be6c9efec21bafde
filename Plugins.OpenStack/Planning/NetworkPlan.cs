using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>The network of a cluster in a plan: one of its own with a router, or an existing one.</summary>
internal sealed record NetworkPlan
{
    public required string Network { get; init; }

    public required string Subnet { get; init; }

    /// <summary>Its range.</summary>
    public required string Cidr { get; init; }

    /// <summary>What to wait for before a port can be made in it.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>What to wait for before a floating address can lead into it.</summary>
    public IReadOnlyList<string> Routed { get; init; } = [];

    public static NetworkPlan Draw(PlanDraft draft, NetworkSpec spec, CloudChoices choices)
    {
        if (choices.Network is { } existing)
        {
            return new NetworkPlan { Network = existing, Subnet = choices.Subnet!, Cidr = choices.SubnetCidr! };
        }

        var marks = draft.Marks;
        var network = draft.Want(
            "network", NetworkKinds.Network, marks.Name("network"),
            new NetworkCreate { Name = marks.Name("network"), Description = marks.Description, Mtu = spec.Mtu > 0 ? spec.Mtu : null }, StepJson.Default.NetworkCreate, "network");
        var subnet = draft.Want(
            "subnet", NetworkKinds.Subnet, marks.Name("subnet"),
            new SubnetCreate
            {
                NetworkId = network.Id, Name = marks.Name("subnet"), Description = marks.Description, Cidr = spec.Cidr, EnableDhcp = true,
                IpVersion = spec.Cidr.Contains(':', StringComparison.Ordinal) ? 6 : 4, DnsNameservers = spec.NameServers.Count > 0 ? spec.NameServers : null,
            },
            StepJson.Default.SubnetCreate, "subnet", dependsOn: network.Steps);
        var routed = choices.External is { } external ? Route(draft, choices.Router, external, network, subnet) : null;
        return new NetworkPlan
        {
            Network = network.Id, Subnet = subnet.Id, Cidr = spec.Cidr, Steps = subnet.Steps, Routed = routed is { } step ? [step] : [],
        };
    }

    private static string? Route(PlanDraft draft, string? existing, string external, Made network, Made subnet)
    {
        var marks = draft.Marks;
        var router = existing is { } id
            ? new Made { Id = id }
            : draft.Want(
                "router", NetworkKinds.Router, marks.Name("router"),
                new RouterCreate { Name = marks.Name("router"), Description = marks.Description, ExternalGatewayInfo = new ExternalGateway { NetworkId = external } },
                StepJson.Default.RouterCreate, "router");
        if (subnet.Step is null && (router.Step is null || existing is not null))
        {
            return null; // connected when it was made
        }

        return draft.Add(draft.Kinds.Interface.Step(
            "router-interface", "Connect the subnet to the router",
            new InterfaceArguments { Cluster = draft.Cluster, Router = router.Id, Subnet = subnet.Id, Network = network.Id }, [.. router.Steps, .. subnet.Steps]));
    }
}
