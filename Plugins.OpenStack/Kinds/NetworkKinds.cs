using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Kinds;

/// <summary>What Neutron keeps. Everything bears the cluster's description from its first moment, so that a lost reply leaves nothing unmarked.</summary>
internal static class NetworkKinds
{
    public const string Network = "network";
    public const string Subnet = "subnet";
    public const string Router = "router";
    public const string SecurityGroup = "security-group";
    public const string Port = "port";
    public const string FloatingIp = "floating-ip";

    public static IEnumerable<IResourceKind> All { get; } =
    [
        new ResourceKind<Network, NetworkCreate>(
            Network, CloudService.Network, cloud => cloud.Network.Networks, StepJson.Default.NetworkCreate,
            found => new CloudResource { Id = found.Id, Name = found.Name, Status = found.Status, Tags = [.. found.Tags] })
        {
            All = Ours,
            Same = (marks, body) => Ours(marks) with { Name = body.Name },
            Tag = (cloud, id, tags, token) => cloud.Network.Networks.SetTagsAsync(id, tags, token),
        },
        new ResourceKind<Subnet, SubnetCreate>(
            Subnet, CloudService.Network, cloud => cloud.Network.Subnets, StepJson.Default.SubnetCreate,
            found => new CloudResource { Id = found.Id, Name = found.Name, Address = found.Cidr, Parent = found.NetworkId, Tags = [.. found.Tags] })
        {
            All = Ours,
            Same = (marks, body) => Ours(marks) with { Name = body.Name },
            Tag = (cloud, id, tags, token) => cloud.Network.Subnets.SetTagsAsync(id, tags, token),
        },
        new ResourceKind<Router, RouterCreate>(
            Router, CloudService.Network, cloud => cloud.Network.Routers, StepJson.Default.RouterCreate,
            found => new CloudResource
            {
                Id = found.Id, Name = found.Name, Status = found.Status, Tags = [.. found.Tags],
                Address = found.ExternalGatewayInfo?.ExternalFixedIps?.FirstOrDefault()?.IpAddress, Parent = found.ExternalGatewayInfo?.NetworkId,
            })
        {
            All = Ours,
            Same = (marks, body) => Ours(marks) with { Name = body.Name },
            Tag = (cloud, id, tags, token) => cloud.Network.Routers.SetTagsAsync(id, tags, token),
        },
        new ResourceKind<SecurityGroup, SecurityGroupCreate>(
            SecurityGroup, CloudService.Network, cloud => cloud.Network.SecurityGroups, StepJson.Default.SecurityGroupCreate,
            found => new CloudResource { Id = found.Id, Name = found.Name, Tags = [.. found.Tags], Facts = { ["rules"] = SecurityRules.Describe(found.Rules) } })
        {
            All = Ours,
            Same = (marks, body) => Ours(marks) with { Name = body.Name },
            Tag = (cloud, id, tags, token) => cloud.Network.SecurityGroups.SetTagsAsync(id, tags, token),
        },
        new ResourceKind<Port, PortCreate>(
            Port, CloudService.Network, cloud => cloud.Network.Ports, StepJson.Default.PortCreate,
            found => new CloudResource
            {
                Id = found.Id, Name = found.Name, Status = found.Status, Tags = [.. found.Tags],
                Address = found.FixedIps.FirstOrDefault()?.IpAddress, Parent = found.DeviceId.Length > 0 ? found.DeviceId : null,
            })
        {
            All = Ours,
            Same = (marks, body) => Ours(marks) with { Name = body.Name },
            Tag = (cloud, id, tags, token) => cloud.Network.Ports.SetTagsAsync(id, tags, token),
        },
        // A floating address has no name: it is known by the port that it is made for.
        new ResourceKind<FloatingIp, FloatingIpCreate>(
            FloatingIp, CloudService.Network, cloud => cloud.Network.FloatingIps, StepJson.Default.FloatingIpCreate,
            found => new CloudResource
            {
                Id = found.Id, Name = found.FloatingIpAddress, Status = found.Status, Address = found.FloatingIpAddress, Parent = found.PortId, Tags = [.. found.Tags],
            })
        {
            All = Ours,
            Same = (marks, body) => body.PortId is { } port ? Ours(marks).With("port_id", port) : Ours(marks),
            Tag = (cloud, id, tags, token) => cloud.Network.FloatingIps.SetTagsAsync(id, tags, token),
        },
    ];

    private static ResourceQuery Ours(ClusterMarks marks) => ResourceQuery.All.With("description", marks.Description);
}
