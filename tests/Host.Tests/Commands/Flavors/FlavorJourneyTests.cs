using System.Text.Json.Nodes;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.EndToEnd;
using Reeve.Testing;

namespace Reeve.Host.Tests.Commands.Flavors;

/// <summary>Flavors and tenants by the built command and a real agent, with a provisioner whose clusters are files.</summary>
public sealed class FlavorJourneyTests : IAsyncLifetime
{
    private ScriptedAgent _agent = null!;

    public async Task InitializeAsync()
    {
        _agent = await ScriptedAgent.StartAsync(
            static (directory, sections) => File.WriteAllText(directory["reeve.yaml"], $$"""
                {{sections}}
                clusters:
                  - name: default
                clusterApi: {rest: "off", grpc: "off", metrics: "off", tenantQuotas: {t: "clusters:1"} }
                """),
            static async agent => (await CallAsync(agent, "cluster", "list")).ExitCode == 0);
        File.WriteAllText(_agent["small.yaml"], """
            type: kubeadm
            description: small
            spec:
              version: 1.30.2
              networking: {podSubnet: 10.244.0.0/16, svcSubnet: 10.96.0.0/12, cniName: flannel, cniVersion: v0.25.5}
            """);
    }

    public async Task DisposeAsync() => await _agent.DisposeAsync();

    [LinuxFact]
    public async Task Flavor_MadeUsedRevisedRemoved_EachIsSeen()
    {
        // 1. A flavor, and a cluster of a tenant by it.
        Assert.Equal("flavor/mini made, revision 1\n", await OkAsync("flavors", "create", "mini", "-f", _agent["small.yaml"]));
        Assert.EndsWith("cluster one created\n", await OkAsync("cluster", "create", "one", "--flavor", "mini", "--tenant", "t"), StringComparison.Ordinal);

        // 2. A new revision leaves it as it is.
        File.WriteAllText(_agent["small.yaml"], (await File.ReadAllTextAsync(_agent["small.yaml"])).Replace("1.30.2", "1.30.3", StringComparison.Ordinal));
        Assert.Equal("flavor/mini set, revision 2\n", await OkAsync("flavors", "set", "mini", "-f", _agent["small.yaml"]));
        var shown = JsonNode.Parse(await OkAsync("cluster", "show", "one.t", "-o", "json"))!;
        Assert.Equal(("t", "1.30.2", "10.244.0.0/16", 1), (
            (string?)shown["metadata"]!["tenant"], (string?)shown["spec"]!["version"], (string?)shown["spec"]!["networking"]!["podSubnet"], (int)shown["status"]!["flavor"]!["revision"]!));

        // 3. What is shown can be applied: nothing changes.
        File.WriteAllText(_agent["shown.yaml"], await OkAsync("cluster", "get", "one.t", "-o", "yaml"));
        Assert.Equal("cluster one.t unchanged\n", await OkAsync("cluster", "apply", "-f", _agent["shown.yaml"]));

        // 4. The tenant's quota is used up; the flavor is in use; the state has all of it.
        Assert.Contains("may have 1 clusters", (await CallAsync(_agent, "cluster", "create", "two.t", "--flavor", "mini")).Error, StringComparison.Ordinal);
        Assert.Contains("is used by one.t", (await CallAsync(_agent, "flavors", "delete", "mini")).Error, StringComparison.Ordinal);
        var state = JsonNode.Parse(await OkAsync("state", "-o", "json"))!;
        Assert.Equal(["default", "one"], state["clusters"]!.AsArray().Select(cluster => (string)cluster!["metadata"]!["name"]!));
        Assert.Equal(2, state["flavors"]!.AsArray().Single(flavor => (string)flavor!["name"]! == "mini")!["revisions"]!.AsArray().Count);

        // 5. Gone with its cluster.
        await OkAsync("cluster", "delete", "one.t", "--yes");
        Assert.Equal("flavor/mini deleted\n", await OkAsync("flavors", "delete", "mini"));
    }

    private static Task<(int ExitCode, string Output, string Error)> CallAsync(ScriptedAgent agent, params string[] arguments) =>
        ReeveProcess.RunAsync([.. arguments, "--state-dir", agent["s"]]);

    private async Task<string> OkAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await CallAsync(_agent, arguments);
        Assert.True(exitCode == 0, $"{string.Join(' ', arguments)}: {output}{error}");
        return output;
    }
}
