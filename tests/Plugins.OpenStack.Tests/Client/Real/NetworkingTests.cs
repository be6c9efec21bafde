using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Testing;

namespace Reeve.Plugins.OpenStack.Tests.Client.Real;

public sealed class NetworkingTests
{
    [RequiresFact(Component.OpenStack)]
    public async Task Everything_MadeFoundChangedDeleted_LeavesNothing()
    {
        using var cloud = await RealCloud.ClientAsync("admin");
        var net = cloud.Network;
        var before = await UsedAsync(net);
        var name = RealCloud.NewName();
        string[] tags = ["reeve", $"cluster={name}"];

        var network = await net.Networks.CreateAsync(new NetworkCreate { Name = name, Description = "of a test" }, default);
        var subnet = await net.Subnets.CreateAsync(new SubnetCreate { NetworkId = network.Id, Cidr = "10.9.0.0/24", Name = name, DnsNameservers = ["9.9.9.9"] }, default);
        var outside = (await net.Networks.ListAsync(new ResourceQuery().With("router:external", "true"), default)).Single();
        var router = await net.Routers.CreateAsync(new RouterCreate { Name = name, ExternalGatewayInfo = new ExternalGateway { NetworkId = outside.Id } }, default);
        var connection = await net.Routers.AddInterfaceAsync(router.Id, new RouterInterfaceTarget { SubnetId = subnet.Id }, default);
        var group = await net.SecurityGroups.CreateAsync(new SecurityGroupCreate { Name = name }, default);
        var rules = await net.SecurityGroupRules.CreateManyAsync(
            [
                new SecurityGroupRuleCreate { SecurityGroupId = group.Id, Direction = "ingress", Protocol = "tcp", PortRangeMin = 22, PortRangeMax = 22, RemoteIpPrefix = "192.0.2.0/24" },
                new SecurityGroupRuleCreate { SecurityGroupId = group.Id, Direction = "ingress", RemoteGroupId = group.Id, EtherType = "IPv6" },
            ], default);
        var port = await net.Ports.CreateAsync(
            new PortCreate { NetworkId = network.Id, Name = name, FixedIps = [new FixedIp { SubnetId = subnet.Id, IpAddress = "10.9.0.5" }], SecurityGroups = [group.Id] }, default);
        var address = await net.FloatingIps.CreateAsync(new FloatingIpCreate { FloatingNetworkId = outside.Id, PortId = port.Id, Description = name }, default);
        await net.Ports.SetTagsAsync(port.Id, tags, default);
        await net.FloatingIps.SetTagsAsync(address.Id, tags, default);

        Assert.True(await net.HasExtensionAsync("standard-attr-tag", default));
        Assert.False(await net.HasExtensionAsync("no-such-thing", default));
        Assert.True(outside.External);
        Assert.Equal((2, 4), (rules.Count, (await net.SecurityGroups.GetAsync(group.Id, default)).Rules.Count));
        Assert.Equal("192.0.2.0/24", rules[0].RemoteIpPrefix);
        Assert.Equal(port.Id, Assert.Single(await net.Ports.ListAsync(new ResourceQuery { Name = name, Tags = tags }, default)).Id);
        Assert.Empty(await net.Ports.ListAsync(new ResourceQuery { Tags = [.. tags, "another"] }, default));
        Assert.Equal(address.Id, Assert.Single(await net.FloatingIps.ListAsync(new ResourceQuery { Tags = tags }, default)).Id);
        Assert.Equal(("10.9.0.5", "ACTIVE"), (address.FixedIpAddress, address.Status));
        Assert.Equal(outside.Id, router.ExternalGatewayInfo!.NetworkId);
        Assert.Equal(connection.PortId, Assert.Single(await net.Ports.ListAsync(ResourceQuery.All.With("device_id", router.Id).With("device_owner", "network:router_interface"), default)).Id);
        Assert.Equal("changed", (await net.Networks.UpdateAsync(network.Id, new NetworkUpdate { Description = "changed" }, default)).Description);
        Assert.Null((await net.FloatingIps.UpdateAsync(address.Id, new FloatingIpUpdate(), default)).PortId);

        var inUse = await Assert.ThrowsAsync<CloudException>(() => net.SecurityGroups.DeleteAsync(group.Id, default));
        Assert.Equal((ErrorReason.Conflict, "SecurityGroupInUse"), (inUse.Reason, inUse.Type));
        var twice = await Assert.ThrowsAsync<CloudException>(() => net.SecurityGroupRules.CreateAsync(
            new SecurityGroupRuleCreate { SecurityGroupId = group.Id, Direction = "ingress", Protocol = "tcp", PortRangeMin = 22, PortRangeMax = 22, RemoteIpPrefix = "192.0.2.0/24" }, default));
        Assert.Equal("SecurityGroupRuleExists", twice.Type);
        Assert.Equal(ErrorReason.Conflict, (await Assert.ThrowsAsync<CloudException>(() => net.Networks.DeleteAsync(network.Id, default))).Reason);

        Assert.True(await net.FloatingIps.DeleteAsync(address.Id, default));
        Assert.True(await net.Ports.DeleteAsync(port.Id, default));
        Assert.True(await net.Routers.RemoveInterfaceAsync(router.Id, new RouterInterfaceTarget { SubnetId = subnet.Id }, default));
        Assert.False(await net.Routers.RemoveInterfaceAsync(router.Id, new RouterInterfaceTarget { SubnetId = subnet.Id }, default));
        Assert.True(await net.Routers.DeleteAsync(router.Id, default));
        Assert.True(await net.Networks.DeleteAsync(network.Id, default));
        Assert.True(await net.SecurityGroups.DeleteAsync(group.Id, default));
        Assert.False(await net.SecurityGroups.DeleteAsync(group.Id, default));
        Assert.Null(await net.Subnets.FindAsync(subnet.Id, default));
        Assert.Equal(before, await UsedAsync(net));
    }

    [RequiresFact(Component.OpenStack)]
    public async Task List_PagesOfOne_GivesAll()
    {
        using var cloud = await RealCloud.ClientAsync();
        var name = RealCloud.NewName();
        var made = new List<SecurityGroup>();
        for (var count = 0; count < 3; count++)
        {
            made.Add(await cloud.Network.SecurityGroups.CreateAsync(new SecurityGroupCreate { Name = name }, default));
        }

        var found = await cloud.Network.SecurityGroups.ListAsync(new ResourceQuery { Name = name, PageSize = 1 }, default);

        Assert.Equal(made.Select(group => group.Id).Order(), found.Select(group => group.Id).Order());
        Assert.Equal(ErrorReason.Conflict, (await Assert.ThrowsAsync<CloudException>(() => cloud.Network.SecurityGroups.FindByNameAsync(name, default))).Reason);
        foreach (var group in made)
        {
            await cloud.Network.SecurityGroups.DeleteAsync(group.Id, default);
        }

        Assert.Null(await cloud.Network.SecurityGroups.FindByNameAsync(name, default));
    }

    // Of the project admin, which no other test uses at the same time.
    private static async Task<string> UsedAsync(INetworking net)
    {
        var quotas = await net.QuotasAsync(default);
        return $"{quotas["router"].Used} {quotas["floatingip"].Used} {quotas["subnet"].Used}";
    }
}
