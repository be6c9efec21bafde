using System.Diagnostics;
using System.Text.Json.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubeadm;
using Xunit.Abstractions;

namespace Reeve.EndToEnd.Clusters;

/// <summary>A cluster of the real kubeadm, by the built command alone: made from a manifest, used, and removed.</summary>
public sealed class KubeadmCommandTests(ITestOutputHelper output) : IAsyncLifetime
{
    // A loaded machine takes minutes for what takes twenty seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private KubeadmMachine? _machine;
    private Process? _agent;

    private string Home => _machine!.Machine.Directory;

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Kubeadm) is not null)
        {
            return; // the test is skipped, or fails by itself
        }

        _machine = await KubeadmMachine.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(Home, "network.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bridge-network, namespace: kube-system}\n");
        await File.WriteAllTextAsync(Path.Combine(Home, "cluster.json"), Manifest().ToJsonString());
        _agent = Tool.Start(_machine.Machine.Enter, [ReeveCommand.Program, "serve", "--state-dir", Path.Combine(Home, "s")]);
        _agent.OutputDataReceived += (_, _) => { };
        _agent.BeginOutputReadLine();
        _agent.ErrorDataReceived += (_, _) => { };
        _agent.BeginErrorReadLine();
        await Eventually.TrueAsync(
            async () => _agent.HasExited ? throw new InvalidOperationException("the agent ended") : (await CallAsync("list")).Succeeded, "the agent answers");
    }

    public async Task DisposeAsync()
    {
        if (_agent is { HasExited: false })
        {
            _agent.Kill();
        }

        _agent?.Dispose();
        if (_machine is not null)
        {
            await _machine.DisposeAsync();
        }
    }

    [RequiresFact(Component.Kubeadm)]
    public async Task Cluster_FromItsManifest_IsMadeUsedAndRemoved()
    {
        output.WriteLine(await OkAsync("apply", "-f", Path.Combine(Home, "cluster.json"), "--dry-run"));
        var created = await OkAsync("apply", "-f", Path.Combine(Home, "cluster.json"));
        output.WriteLine(created);
        Assert.EndsWith("cluster default created\n", created, StringComparison.Ordinal);
        await Eventually.TrueAsync(
            async () => (await OkAsync("get", "-o", "yaml")).Contains("currentStatus: provisioned\n", StringComparison.Ordinal), "the cluster is provisioned");
        Assert.Contains($"currentVersion: \"{KubeadmPrograms.Version}\"", await OkAsync("get", "-o", "yaml"), StringComparison.Ordinal);
        Assert.Contains("apiserver", await OkAsync("certs"), StringComparison.Ordinal);

        // The kubeconfig is good for the real kubectl.
        var config = Path.Combine(Home, "kubeconfig");
        await OkAsync("kubeconfig", "-o", config);
        var nodes = await _machine!.Machine.RunAsync(Path.Combine(KubeadmPrograms.Binaries(KubeadmPrograms.Version), "kubectl"), $"--kubeconfig={config}", "get", "nodes");
        Assert.Matches("machine +Ready ", nodes.Output);

        Assert.EndsWith("cluster default deleted\n", await OkAsync("delete", "--yes"), StringComparison.Ordinal);
        Assert.False((await _machine.Machine.RunAsync("test", "-e", "/etc/kubernetes/admin.conf")).Succeeded);
        output.WriteLine(await OkAsync("audit"));
    }

    private JsonObject Manifest() => new()
    {
        ["apiVersion"] = "v1alpha1",
        ["kind"] = "Cluster",
        ["spec"] = new JsonObject
        {
            ["version"] = KubeadmPrograms.Version,
            ["clusterType"] = "kubeadm",
            ["clusterParameters"] = new JsonObject
            {
                ["apiServer"] = new JsonObject { ["certSANs"] = new JsonArray("cluster.example.com") },
                ["networking"] = new JsonObject { ["podSubnet"] = "10.244.0.0/16", ["svcSubnet"] = "10.96.0.0/16" },
                ["cni"] = new JsonObject { ["type"] = "bridge", ["version"] = "1", ["manifestURL"] = Path.Combine(Home, "network.yaml") },
            },
            ["provider"] = KubeadmMachine.Provider(KubeadmPrograms.Version),
        },
    };

    private Task<ToolResult> CallAsync(params string[] arguments) =>
        Tool.RunAsync(_machine!.Machine.Enter, [ReeveCommand.Program, "cluster", .. arguments, "--state-dir", Path.Combine(Home, "s")], within: Patience);

    private async Task<string> OkAsync(params string[] arguments)
    {
        var result = await CallAsync(arguments);
        Assert.True(result.Succeeded, $"{string.Join(' ', arguments)}: {result}");
        return result.Output;
    }
}
