using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Tests.Client.Real;
using Reeve.Testing;
using Reeve.Testing.OpenStack;
using Xunit.Abstractions;

namespace Reeve.Plugins.OpenStack.Tests.Edge;

/// <summary>The documented calls that make and remove a tenant's cluster, by curl and by gRPC, through the built agent, in a real OpenStack.</summary>
[Collection(RealCloud.OtherProject)]
public sealed class ProvisionSessionTests(ITestOutputHelper output)
{
    private static readonly string s_session = Path.Combine(Repository.Root, "tests", "Host.Tests", "Edge", "Seed", "session.sh");
    private static readonly byte[] s_provision =
        WireText.Field(2, [.. WireText.Field(1, "test-1"), .. WireText.Field(8, "tenant-1"), .. WireText.Field(11, "kubernetes-mini-openstack")]);

    [RequiresFact(Component.OpenStack)]
    public async Task Session_ByCurl_MakesAndRemovesThreeServers()
    {
        var cloud = await OpenStackCloud.SharedAsync();
        var before = await Holdings.DescribeAsync(cloud, RealCloud.OtherProject);
        await using var agent = await EdgeAgent.StartAsync(cloud, RealCloud.OtherProject);

        Assert.Equal("""{"status":"OK"}""", await agent.CurlAsync(await LineAsync("provision")));

        await ReachAsync("Provisioned", async () => PhaseOf(await agent.CurlAsync("curl -s http://localhost:18889/v1/status -d '{}'")), agent);
        await SeeServersAsync(cloud);
        Assert.Equal("""{"status":"OK"}""", await agent.CurlAsync(await LineAsync("destroy")));
        await ReachAsync("", async () => PhaseOf(await agent.CurlAsync("curl -s http://localhost:18889/v1/status -d '{}'")), agent);
        Assert.Equal(before, await Holdings.DescribeAsync(cloud, RealCloud.OtherProject));
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Session_ByGrpc_MakesAndRemovesThreeServers()
    {
        var cloud = await OpenStackCloud.SharedAsync();
        var before = await Holdings.DescribeAsync(cloud, RealCloud.OtherProject);
        await using var agent = await EdgeAgent.StartAsync(cloud, RealCloud.OtherProject);

        Assert.Equal("OK", WireText.TextOf(await agent.CallAsync("Provision", s_provision), 2));

        await ReachAsync("Provisioned", () => PhaseAsync(agent), agent);
        Assert.Equal(3, Count(await Holdings.DescribeAsync(cloud, RealCloud.OtherProject), "/v2.1/servers/detail"));
        Assert.Equal("OK", WireText.TextOf(await agent.CallAsync("Destroy", s_provision), 2));
        await ReachAsync("", () => PhaseAsync(agent), agent);
        Assert.Equal(before, await Holdings.DescribeAsync(cloud, RealCloud.OtherProject));
    }

    /// <summary>Three active servers, each with the port that was made for it, its address and the metadata that tell it its part.</summary>
    private async Task SeeServersAsync(OpenStackCloud cloud)
    {
        output.WriteLine(await cloud.RunAsync(RealCloud.OtherProject, "server", "list"));
        var held = (await Holdings.DescribeAsync(cloud, RealCloud.OtherProject)).Split('\n');
        List<JsonNode> Of(string path) => [.. held.Where(line => line.StartsWith($"{path}: ", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[(path.Length + 2)..])!)];
        var servers = Of("/v2.1/servers/detail");
        Assert.Equal(
            ["test-1-master-1.tenant-1.mobiledgex.com", "test-1-worker-1.tenant-1.mobiledgex.com", "test-1-worker-2.tenant-1.mobiledgex.com"],
            servers.Select(server => server["name"]!.ToString()).Order(StringComparer.Ordinal));
        Assert.All(servers, server => Assert.Equal("ACTIVE", server["status"]!.ToString()));
        var floating = Assert.Single(Of("/v2.0/floatingips"));
        var ports = Of("/v2.0/ports").Where(port => port["device_owner"]!.ToString().StartsWith("compute:", StringComparison.Ordinal)).ToDictionary(port => port["device_id"]!.ToString());
        string AddressOf(JsonNode server) => ports[server["id"]!.ToString()]["fixed_ips"]![0]!["ip_address"]!.ToString();
        var master = servers.Single(server => server["metadata"]!["role"]!.ToString() == "k8s-master");
        Assert.All(servers, server =>
        {
            var metadata = server["metadata"]!;
            Assert.StartsWith("10.101.101.", AddressOf(server), StringComparison.Ordinal);
            Assert.Contains(server["addresses"]!.AsObject().Single().Value!.AsArray(), address => address!["addr"]!.ToString() == AddressOf(server));
            Assert.Equal(AddressOf(master), metadata["k8smaster"]!.ToString());
            Assert.Equal(floating["floating_ip_address"]!.ToString(), metadata["edgeproxy"]!.ToString());
            Assert.Equal("tenant-1", metadata["tenant"]!.ToString());
            Assert.Equal(("test-1", "tenant-1"), (metadata["edge-name"]!.ToString(), metadata["edge-tenant"]!.ToString()));
        });
        foreach (var kind in (string[])["networks", "subnets", "routers", "ports", "security-groups"])
        {
            // Neutron's own, and those that make a router a router, have none.
            Assert.All(
                Of($"/v2.0/{kind}").Where(one => one["name"]?.ToString()?.StartsWith("tenant-1-test-1", StringComparison.Ordinal) is true),
                one => Assert.Equal(4, one["tags"]!.AsArray().Count));
        }

        Assert.Equal(2, servers.Count(server => server["metadata"]!["role"]!.ToString() == "k8s-node"));
        Assert.Equal(AddressOf(master), floating["fixed_ip_address"]!.ToString());
    }

    private static async Task ReachAsync(string phase, Func<Task<string>> look, EdgeAgent agent)
    {
        var last = "";
        for (var minutes = 3; ; minutes--)
        {
            try
            {
                await Eventually.TrueAsync(async () => (last = await look()) == phase, $"the phase is \"{phase}\"");
                return;
            }
            catch (TimeoutException)
            {
                Assert.True(minutes > 0, $"The phase is \"{last}\", not \"{phase}\": {agent.Log}"); // a cloud on a loaded machine takes its time
            }
        }
    }

    private static string PhaseOf(string status) => JsonNode.Parse(status)!["provisions"] is JsonArray { Count: > 0 } provisions ? provisions[0]!["phase"]!.ToString() : "";

    private static async Task<string> PhaseAsync(EdgeAgent agent)
    {
        var status = await agent.CallAsync("Status", WireText.Field(1, "?")); // 4: provisions, whose 12 is the phase
        return string.Concat(WireText.Read(status).Where(field => field.Number == 4).Select(field => WireText.TextOf(field.Value, 12)));
    }

    private static int Count(string held, string path) => held.Split('\n').Count(line => line.StartsWith($"{path}: ", StringComparison.Ordinal));

    private static async Task<string> LineAsync(string name) => (await File.ReadAllTextAsync(s_session)).Split($"## {name}\n")[1].Split("\n##")[0].Trim();
}
