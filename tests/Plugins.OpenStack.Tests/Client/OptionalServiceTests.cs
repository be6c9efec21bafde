using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Client.Dns;
using Reeve.Plugins.OpenStack.Client.LoadBalancing;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Client.Volumes;

namespace Reeve.Plugins.OpenStack.Tests.Client;

/// <summary>What is asked of services that the real cloud of the tests does not have, as their API references write it.</summary>
public sealed class OptionalServiceTests
{
    [Fact]
    public async Task Volumes_Create_IsWrittenAsCinderWantsIt()
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Json("""{"volume": {"id": "v", "name": null, "status": "creating", "size": 10, "attachments": [{"server_id": "s", "device": "/dev/vdb"}], "metadata": {}}}""") };
        using var client = cloud.Client();

        var volume = await client.Volume.Volumes.CreateAsync(new VolumeCreate { Name = "disk", Size = 10, ImageRef = "i" }, default);

        Assert.Equal(("v", "creating", "s"), (volume.Id, volume.Status, volume.Attachments.Single().ServerId));
        Assert.Equal("POST /volume/v3/p1/volumes", cloud.Work.Single().ToString());
        Assert.Equal("""{"volume":{"name":"disk","size":10,"imageRef":"i"}}""", cloud.Work.Single().Body);
    }

    [Fact]
    public async Task Volumes_Quotas_AreRead()
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Json("""{"quota_set": {"id": "p1", "gigabytes": {"limit": 1000, "in_use": 10, "reserved": 5}, "volumes": {"limit": -1, "in_use": 1, "reserved": 0}}}""") };
        using var client = cloud.Client();

        var quotas = await client.Volume.QuotasAsync(default);

        Assert.Equal((985, long.MaxValue), (quotas["gigabytes"].Free, quotas["volumes"].Free));
        Assert.Equal(2, quotas.Count);
        Assert.Equal("GET /volume/v3/p1/os-quota-sets/p1?usage=true", cloud.Work.Single().ToString());
    }

    [Fact]
    public async Task LoadBalancers_ListByTagsAndDeleteAll_AreAskedAsOctaviaWantsIt()
    {
        using var cloud = new ScriptedCloud
        {
            Answer = call => call.Method == "GET"
                ? ScriptedCloud.Json("""{"loadbalancers": [{"id": "1", "name": "lb", "provisioning_status": "PENDING_CREATE", "tags": ["a", "b"]}, {"id": "2", "name": "lb", "tags": ["a"]}], "loadbalancers_links": []}""")
                : ScriptedCloud.Error(204),
        };
        using var client = cloud.Client();

        var found = Assert.Single(await client.LoadBalancer.LoadBalancers.ListAsync(new ResourceQuery { Name = "lb", Tags = ["a", "b"] }, default));
        Assert.True(await client.LoadBalancer.LoadBalancers.DeleteAllAsync(found.Id, default));

        Assert.Equal("PENDING_CREATE", found.ProvisioningStatus);
        Assert.Equal(["GET /load-balancer/v2/lbaas/loadbalancers?name=lb&tags=a,b", "DELETE /load-balancer/v2/lbaas/loadbalancers/1?cascade=true"], cloud.Work.Select(call => call.ToString()));
    }

    [Fact]
    public async Task LoadBalancers_Parts_AreWrittenAsOctaviaWantsIt()
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Json("""{"listener": {"id": "l"}, "pool": {"id": "p"}, "member": {"id": "m"}, "healthmonitor": {"id": "h"}}""", System.Net.HttpStatusCode.Created) };
        using var client = cloud.Client();

        await client.LoadBalancer.Listeners.CreateAsync(new ListenerCreate { LoadbalancerId = "1", Name = "api", ProtocolPort = 6443, AllowedCidrs = ["10.0.0.0/8"] }, default);
        await client.LoadBalancer.Pools.CreateAsync(new PoolCreate { Name = "api", ListenerId = "l" }, default);
        await client.LoadBalancer.Members("p").CreateAsync(new MemberCreate { Address = "10.0.0.5", ProtocolPort = 6443 }, default);
        await client.LoadBalancer.HealthMonitors.CreateAsync(new HealthMonitorCreate { PoolId = "p" }, default);

        Assert.Equal(
            [
                """{"listener":{"loadbalancer_id":"1","name":"api","protocol":"TCP","protocol_port":6443,"allowed_cidrs":["10.0.0.0/8"]}}""",
                """{"pool":{"name":"api","listener_id":"l","protocol":"TCP","lb_algorithm":"ROUND_ROBIN"}}""",
                """{"member":{"address":"10.0.0.5","protocol_port":6443}}""",
                """{"healthmonitor":{"pool_id":"p","type":"TCP","delay":5,"timeout":3,"max_retries":3}}""",
            ],
            cloud.Work.Select(call => call.Body));
        Assert.Equal("/load-balancer/v2/lbaas/pools/p/members", cloud.Work.ElementAt(2).Path);
    }

    [Fact]
    public async Task LoadBalancers_Quotas_AreLimitsAlone()
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Json("""{"quota": {"load_balancer": 5, "listener": -1, "project_id": "p1"}}""") };
        using var client = cloud.Client();

        var quotas = await client.LoadBalancer.QuotasAsync(default);

        Assert.Equal((5, 0, -1), (quotas["load_balancer"].Limit, quotas["load_balancer"].Used, quotas["listener"].Limit));
    }

    [Fact]
    public async Task Dns_ZonesAndRecords_AreWrittenAsDesignateWantsIt()
    {
        using var cloud = new ScriptedCloud
        {
            Answer = call => ScriptedCloud.Json(call.Method switch
            {
                "GET" when call.Query.Contains("marker", StringComparison.Ordinal) => """{"zones": [{"id": "z", "name": "example.com."}], "links": {"self": "x"}}""",
                "GET" => """{"zones": [{"id": "y", "name": "other.example.com."}], "links": {"self": "x", "next": "http://x/v2/zones?name=example.com.&marker=y"}, "metadata": {"total_count": 2}}""",
                _ => """{"id": "r", "zone_id": "z", "name": "a.example.com.", "type": "A", "records": ["10.0.0.1"], "status": "PENDING"}""",
            }),
        };
        using var client = cloud.Client();

        var zone = await client.Dns.Zones.FindByNameAsync("example.com.", default);
        var set = await client.Dns.RecordSets(zone!.Id).CreateAsync(new RecordSetCreate { Name = "a.example.com.", Type = "A", Records = ["10.0.0.1"], Ttl = 60 }, default);
        await client.Dns.RecordSets(zone.Id).UpdateAsync(set.Id, new RecordSetUpdate { Records = ["10.0.0.2"] }, default);

        Assert.Equal(
            ["GET /dns/v2/zones?name=example.com.", "GET /dns/v2/zones?name=example.com.&marker=y", "POST /dns/v2/zones/z/recordsets", "PUT /dns/v2/zones/z/recordsets/r"],
            cloud.Work.Select(call => call.ToString()));
        Assert.Equal("""{"name":"a.example.com.","type":"A","records":["10.0.0.1"],"ttl":60}""", cloud.Work.ElementAt(2).Body);
    }

    [Theory]
    [InlineData(CloudService.Volume)]
    [InlineData(CloudService.LoadBalancer)]
    [InlineData(CloudService.Dns)]
    public async Task Call_ServiceIsNotInTheCatalog_SaysSo(object service)
    {
        using var cloud = new ScriptedCloud { Services = ["compute", "network"] };
        using var client = cloud.Client();

        Assert.False(await client.HasAsync((CloudService)service, default));
        Assert.True(await client.HasAsync(CloudService.Network, default));
        var exception = await Assert.ThrowsAsync<CloudException>(() => service switch
        {
            CloudService.Volume => client.Volume.Volumes.ListAsync(ResourceQuery.All, default),
            CloudService.LoadBalancer => client.LoadBalancer.LoadBalancers.ListAsync(ResourceQuery.All, default),
            _ => (Task)client.Dns.Zones.ListAsync(ResourceQuery.All, default),
        });
        Assert.Equal(ErrorReason.Unsupported, exception.Reason);
    }

    [Fact]
    public async Task Servers_Create_IsWrittenAsNovaWantsIt()
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Json("""{"server": {"id": "s", "adminPass": "x"}}""", System.Net.HttpStatusCode.Accepted) };
        using var client = cloud.Client();

        await client.Compute.Servers.CreateAsync(
            new ServerCreate
            {
                Name = "m",
                FlavorRef = "f",
                BlockDevices = [new BlockDevice { BootIndex = 0, Uuid = "i", VolumeSize = 20, VolumeType = "ssd", DeleteOnTermination = true }],
                Networks = [new ServerNetwork { Port = "p" }],
                ConfigDrive = true,
                Hostname = "m",
                Tags = ["a"],
                ServerGroup = "g",
                Metadata = new Dictionary<string, string> { ["Role"] = "k8s-master" },
            }, default);

        Assert.Equal(
            """{"server":{"name":"m","flavorRef":"f","block_device_mapping_v2":[{"boot_index":0,"source_type":"image","destination_type":"volume","uuid":"i","volume_size":20,"volume_type":"ssd","delete_on_termination":true}],"networks":[{"port":"p"}],"metadata":{"Role":"k8s-master"},"config_drive":true,"tags":["a"],"hostname":"m"},"os:scheduler_hints":{"group":"g"}}""",
            cloud.Work.Single().Body);
        Assert.Equal("compute 2.90", cloud.Work.Single().Headers["OpenStack-API-Version"]);
    }

    [Fact]
    public async Task FloatingIps_LeadNowhere_SaysNullInWords()
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Json("""{"floatingip": {"id": "f"}}""") };
        using var client = cloud.Client();

        await client.Network.FloatingIps.UpdateAsync("f", new FloatingIpUpdate(), default);

        Assert.Equal("""{"floatingip":{"port_id":null}}""", cloud.Work.Single().Body);
    }
}
