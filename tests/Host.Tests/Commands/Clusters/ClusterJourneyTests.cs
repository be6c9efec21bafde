using System.Text.Json.Nodes;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.EndToEnd;
using Reeve.Testing;

namespace Reeve.Host.Tests.Commands.Clusters;

/// <summary>The life of a cluster by the built command, over the agent's socket, with a provisioner whose clusters are files.</summary>
public sealed class ClusterJourneyTests : IAsyncLifetime
{
    private ScriptedAgent _agent = null!;

    public async Task InitializeAsync()
    {
        _agent = await ScriptedAgent.StartAsync(
            static (directory, sections) => File.WriteAllText(directory["reeve.yaml"], $"""
                {sections}
                clusters:
                  - name: default
                clusterApi: {"{"}rest: "off", grpc: "off", metrics: "off"{"}"}
                """),
            static async agent => (await CallAsync(agent, "list")).ExitCode == 0);
        File.WriteAllText(_agent["cluster.yaml"], """
            apiVersion: v1alpha1
            kind: Cluster
            spec:
              version: 1.22.17
              clusterType: kubeadm
              disableWorkloads: false
              clusterParameters:
                apiServer: {certSANs: [34.66.72.135]}
                networking: {podSubnet: 10.244.0.0/16, svcSubnet: 10.245.0.0/16}
                cni: {type: flannel, version: v0.25.5}
            """);
    }

    public async Task DisposeAsync() => await _agent.DisposeAsync();

    [LinuxFact]
    public async Task Cluster_CreateGetUpgradeAuditDelete_EachIsDone()
    {
        // 1. Made from the manifest, and shown as one.
        var plan = await OkAsync("apply", "-f", _agent["cluster.yaml"], "--dry-run");
        Assert.Contains("Step init", plan, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_agent.Clusters));
        var created = await OkAsync("create", "-f", _agent["cluster.yaml"]);
        Assert.Contains("Step init: done (", created, StringComparison.Ordinal);
        Assert.EndsWith("cluster default created\n", created, StringComparison.Ordinal);
        await ReachAsync("provisioned", "1.22.17");

        // 2. What is shown can be applied: nothing changes.
        File.WriteAllText(_agent["shown.yaml"], await OkAsync("get", "-o", "yaml"));
        Assert.Equal("cluster default unchanged\n", await OkAsync("apply", "-f", _agent["shown.yaml"]));

        // 3. Upgraded; a version that is too far is refused with the way to go, and nothing is begun.
        var (exitCode, _, error) = await CallAsync(_agent, "upgrade", "--version", "1.26.0");
        Assert.Equal(2, exitCode);
        Assert.StartsWith("spec.version: ", error, StringComparison.Ordinal);
        Assert.EndsWith("cluster default upgraded to 1.23.0\n", await OkAsync("upgrade", "--version", "1.23.0"), StringComparison.Ordinal);
        await ReachAsync("provisioned", "1.23.0");

        // 4. What a person needs at three in the morning.
        Assert.Contains("kubernetes-admin", await OkAsync("kubeconfig"), StringComparison.Ordinal);
        await OkAsync("kubeconfig", "--merge", "-o", _agent["kubeconfig"]);
        Assert.Contains("current-context: default", File.ReadAllText(_agent["kubeconfig"]), StringComparison.Ordinal);
        Assert.Contains("apiserver", await OkAsync("certs"), StringComparison.Ordinal);
        var audit = await OkAsync("audit", "--since", "1h");
        Assert.Contains("Upgrade", audit, StringComparison.Ordinal);
        Assert.Contains("local", audit, StringComparison.Ordinal);
        var operations = JsonNode.Parse(await OkAsync("operations", "list", "-o", "json"))!["items"]!.AsArray();
        var install = (string)operations.Single(operation => (string?)operation!["intent"] == "Create")!["id"]!;
        Assert.Contains("$ echo prepared", await OkAsync("operations", "show", install), StringComparison.Ordinal);
        await OkAsync("operations", "watch", install);

        // 5. Gone.
        Assert.Equal(2, (await CallAsync(_agent, "delete")).ExitCode);
        Assert.EndsWith("cluster default deleted\n", await OkAsync("delete", "--yes"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_agent.Clusters));
        await ReachAsync("not initialized", null);
    }

    private static Task<(int ExitCode, string Output, string Error)> CallAsync(ScriptedAgent agent, params string[] arguments) =>
        ReeveProcess.RunAsync(["cluster", .. arguments, "--state-dir", agent["s"]]);

    private async Task<string> OkAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await CallAsync(_agent, arguments);
        Assert.True(exitCode == 0, $"{string.Join(' ', arguments)}: {output}{error}");
        return output;
    }

    private Task ReachAsync(string status, string? version) => Eventually.TrueAsync(
        async () =>
        {
            var shown = await OkAsync("get", "-o", "yaml");
            return shown.Contains($"currentStatus: {status}\n", StringComparison.Ordinal) && (version is null || shown.Contains($"currentVersion: \"{version}\"", StringComparison.Ordinal));
        },
        $"the cluster is {status}");
}
