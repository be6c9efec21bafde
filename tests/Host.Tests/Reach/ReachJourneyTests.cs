using System.Globalization;
using System.Text.Json.Nodes;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.EndToEnd;
using Reeve.Testing;

namespace Reeve.Host.Tests.Reach;

/// <summary>A cluster's API through the agent's own proxy: the built command, the plugin <c>proxy</c>, and a provisioner whose clusters are files.</summary>
public sealed class ReachJourneyTests : IAsyncLifetime
{
    private readonly int _port = FreePorts.Find();
    private ScriptedAgent _agent = null!;

    public async Task InitializeAsync() => _agent = await ScriptedAgent.StartAsync(
        static (directory, sections) => File.WriteAllText(directory["reeve.yaml"], $$"""
            {{sections}}
            clusters:
              - name: default
            proxies:
              - name: edge
                provider: proxy
            edgeApi: {rest: "off", grpc: "off"}
            clusterApi: {rest: "off", grpc: "off", metrics: "off"}
            """),
        static async agent => (await CallAsync(agent, "cluster", "list")).ExitCode == 0);

    public async Task DisposeAsync() => await _agent.DisposeAsync();

    [LinuxFact]
    public async Task Cluster_WithAnEdge_IsReachedWhileItIsThere()
    {
        await File.WriteAllTextAsync(_agent["edged.yaml"], string.Create(CultureInfo.InvariantCulture, $$"""
            type: kubeadm
            spec:
              version: 1.30.2
              networking: {podSubnet: 10.244.0.0/16, svcSubnet: 10.96.0.0/12, cniName: flannel, cniVersion: v0.25.5}
              edge: {proxy: edge, ports: [{listen: {{_port}}, protocol: tcp}]}
            """));
        await OkAsync("flavors", "create", "edged", "-f", _agent["edged.yaml"]);
        await OkAsync("cluster", "create", "one.t", "--flavor", "edged");

        // 1. Its API answers at the proxy's port, by a route of the proxy's document.
        using var client = new HttpClient();
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/version"));
        await Eventually.TrueAsync(() => AnswersAsync(client, address), "the cluster is reached through the proxy");
        var state = JsonNode.Parse(await OkAsync("state", "-o", "json"))!;
        Assert.StartsWith("cluster-tcp-", (string?)state["proxies"]![0]!["spec"]!["routes"]![0]!["name"], StringComparison.Ordinal);

        // 2. It goes with the cluster.
        await OkAsync("cluster", "delete", "one.t", "--yes");
        await Eventually.TrueAsync(async () => !await AnswersAsync(client, address), "the port is closed");
        Assert.Empty(JsonNode.Parse(await OkAsync("proxy", "show", "edge", "-o", "json"))!["spec"]?["routes"]?.AsArray() ?? []);
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri address)
    {
        try
        {
            return (await client.GetStringAsync(address)).Contains("gitVersion", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
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
