using System.Text.Json.Serialization.Metadata;
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

    /// <summary>The fact that has those rules of a security group that an agent has made.</summary>
    public const string OwnRules = "ownRules";

    public static IEnumerable<IResourceKind> All { get; } =
    [
        Named(
            Network, cloud => cloud.Network.Networks, StepJson.Default.NetworkCreate, body => body.Name, found => found.Description, text => new NetworkUpdate { Description = text },
            found => new CloudResource { Id = found.Id, Name = found.Name, Status = found.Status, Tags = [.. found.Tags] }),
        Named(
            Subnet, cloud => cloud.Network.Subnets, StepJson.Default.SubnetCreate, body => body.Name, found => found.Description, text => new SubnetUpdate { Description = text },
            found => new CloudResource { Id = found.Id, Name = found.Name, Address = found.Cidr, Parent = found.NetworkId, Tags = [.. found.Tags] }),
        Named(
            Router, cloud => cloud.Network.Routers, StepJson.Default.RouterCreate, body => body.Name, found => found.Description, text => new RouterUpdate { Description = text },
            found => new CloudResource
            {
                Id = found.Id, Name = found.Name, Status = found.Status, Tags = [.. found.Tags],
                Address = found.ExternalGatewayInfo?.ExternalFixedIps?.FirstOrDefault()?.IpAddress, Parent = found.ExternalGatewayInfo?.NetworkId,
            }),
        Named(
            SecurityGroup, cloud => cloud.Network.SecurityGroups, StepJson.Default.SecurityGroupCreate, body => body.Name, found => found.Description, text => new SecurityGroupUpdate { Description = text },
            found => new CloudResource
            {
                Id = found.Id, Name = found.Name, Tags = [.. found.Tags],
                Facts = { ["rules"] = SecurityRules.Describe(found.Rules), [OwnRules] = SecurityRules.Describe(found.Rules.Where(ClusterMarks.IsMarked)) },
            }),
        Named(
            Port, cloud => cloud.Network.Ports, StepJson.Default.PortCreate, body => body.Name, found => found.Description, text => new PortUpdate { Description = text },
            found => new CloudResource
            {
                Id = found.Id, Name = found.Name, Status = found.Status, Tags = [.. found.Tags],
                Address = found.FixedIps.FirstOrDefault()?.IpAddress, Parent = found.DeviceId.Length > 0 ? found.DeviceId : null,
            }),
        // A floating address has no name: it is known by the port that it is made for.
        new ResourceKind<FloatingIp, FloatingIpCreate>(
            FloatingIp, CloudService.Network, cloud => cloud.Network.FloatingIps, StepJson.Default.FloatingIpCreate,
            found => new CloudResource
            {
                Id = found.Id, Name = found.FloatingIpAddress, Status = found.Status, Address = found.FloatingIpAddress, Parent = found.PortId, Tags = [.. found.Tags],
            })
        {
            All = Ours,
            Many = OurMany,
            IsOurs = (marks, found) => found.Description == marks.Description,
            Same = (marks, body) => body.PortId is { } port ? Ours(marks).With("port_id", port) : Ours(marks),
            Tag = (cloud, id, tags, token) => cloud.Network.FloatingIps.SetTagsAsync(id, tags, token),
            Mark = MarkAddressAsync,
        },
    ];

    /// <remarks>A filter that is there several times is met by each of its values (Networking API reference, filtering).</remarks>
    private static ResourceQuery OurMany(IReadOnlyList<ClusterMarks> clusters) => clusters.Aggregate(ResourceQuery.All, (query, marks) => query.With("description", marks.Description));

    /// <summary>A kind that has names: found by name and description, tagged by a call of its own.</summary>
    private static ResourceKind<T, TCreate> Named<T, TCreate, TUpdate>(
        string name, Func<ICloud, ITaggedResources<T, TCreate, TUpdate>> resources, JsonTypeInfo<TCreate> json, Func<TCreate, string?> nameOf, Func<T, string?> descriptionOf, Func<string, TUpdate> describe,
        Func<T, CloudResource> view)
        where T : class
        where TCreate : class => new(name, CloudService.Network, resources, json, view)
        {
            All = Ours,
            Many = OurMany,
            IsOurs = (marks, found) => descriptionOf(found) == marks.Description,
            Same = (marks, body) => Ours(marks) with { Name = nameOf(body) },
            Tag = (cloud, id, tags, token) => resources(cloud).SetTagsAsync(id, tags, token),
            Mark = (cloud, id, marks, token) => resources(cloud).UpdateAsync(id, describe(marks.Description), token),
        };

    // Who says nothing of where an address leads to takes it off.
    private static async Task MarkAddressAsync(ICloud cloud, string id, ClusterMarks marks, CancellationToken cancellationToken)
    {
        var address = await cloud.Network.FloatingIps.GetAsync(id, cancellationToken);
        await cloud.Network.FloatingIps.UpdateAsync(id, new FloatingIpUpdate { PortId = address.PortId, Description = marks.Description }, cancellationToken);
    }

    private static ResourceQuery Ours(ClusterMarks marks) => ResourceQuery.All.With("description", marks.Description);
}
