using System.Text.Json.Nodes;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Seed;

/// <summary>Every documented call works as it is printed, against the built agent and a provisioner whose clusters are files.</summary>
public sealed class SeedSessionTests : IAsyncLifetime
{
    private ScriptedAgent _agent = null!;
    private SeedSession _session = null!;

    public async Task InitializeAsync()
    {
        _agent = await ScriptedAgent.StartAsync(
            static (directory, sections) => new SeedSite(directory, FreePorts.Find(4)).Write(sections),
            static agent => Task.FromResult(agent.Process.Error.Contains("(restTls) listens", StringComparison.Ordinal)));
        _session = new SeedSession(_agent.Home);
    }

    public async Task DisposeAsync() => await _agent.DisposeAsync();

    [LinuxFact]
    public async Task Session_AsPrintedInOrder_EveryCallWorks()
    {
        var none = await _session.OkAsync("get");
        Assert.Equal("NotInitialised", (string?)none["status"]!["phase"]);

        // 1. Made as it is printed; shown again as it was sent.
        var created = await _session.OkAsync("create");
        Assert.Equal("Provisioning", (string?)created["status"]!["phase"]);
        Assert.Equal("v1.26.5", (string?)created["spec"]!["version"]);
        Assert.Equal("""{"name":"calico","version":"v3.25.1"}""", created["spec"]!["networking"]!["clusterCni"]!.ToJsonString());
        Assert.Equal("100.100.0.0/16,2001:db8:1::/112", (string?)created["spec"]!["networking"]!["podSubnet"]);
        Assert.Equal(["ClusterReady", "ControlPlaneReady", "NodeReady"], created["status"]!["conditions"]!.AsArray().Take(3).Select(condition => (string)condition!["type"]!).Order());
        await _session.ReachAsync("Provisioned");
        var made = await _session.OkAsync("get");
        Assert.Equal("v1.26.5", (string?)made["status"]!["kubernetesVersion"]);

        // 2. Printed for a cluster of 1.22 or 1.23: this one is later, which is refused with the way to go.
        var (status, refusal) = await _session.RunAsync("upgrade");
        Assert.Equal((400, "spec.version"), (status, (string?)JsonNode.Parse(refusal)!["details"]![0]!["fieldViolations"]!.AsArray().First(violation => (string?)violation!["field"] == "spec.version")!["field"]));

        // 3. The rest as it is printed.
        Assert.StartsWith("apiVersion: v1", (string?)(await _session.OkAsync("kubeconfig"))["contents"], StringComparison.Ordinal);
        Assert.Equal("{}", (await _session.OkAsync("certs")).ToJsonString());
        await _session.ReachAsync("Provisioned");
        var (_, metrics) = await _session.RunAsync("metrics");
        Assert.Contains("reeve_cluster_installed{cluster=\"default\",type=\"kubeadm\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Equal("Deleting", (string?)(await _session.OkAsync("delete"))["status"]!["phase"]);
        await _session.ReachAsync("Deleted");

        // 4. What was done, latest first.
        var history = (await _session.OkAsync("audit"))["operations"]!.AsArray();
        Assert.Equal(["Reset", "Reset Certs", "Install"], history.Select(entry => (string)entry!["operation"]!));
        Assert.All(history, entry => Assert.Equal(("Success", "kubeadm"), ((string?)entry!["Status"], (string?)entry["clusterType"])));
        Assert.DoesNotContain(SeedSite.Token, _agent.Process.Error + _agent.Process.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Upgrade_AsPrintedOfTheReleaseBefore_Works()
    {
        await _session.OkAsync("create", ("v1.26.5", "v1.22.17"), ("100.100.0.0/16,2001:db8:1::/112", "10.244.0.0/16"), ("100.101.0.0/16,2001:db8:2::/112", "10.245.0.0/16"));
        await _session.ReachAsync("Provisioned");

        var upgrading = await _session.OkAsync("upgrade");

        Assert.Equal("Upgrading", (string?)upgrading["status"]!["phase"]);
        await _session.ReachAsync("Provisioned");
        var upgraded = await _session.OkAsync("get");
        Assert.Equal(("v1.23.0", "1.23.0"), ((string?)upgraded["status"]!["kubernetesVersion"], (string?)upgraded["spec"]!["version"]));
        Assert.Equal("34.66.72.135", (string?)upgraded["spec"]!["apiServer"]!["certSANs"]![0]);
        Assert.Equal("calico", (string?)upgraded["spec"]!["networking"]!["clusterCni"]!["name"]);
    }
}
