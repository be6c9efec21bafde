using System.Text.Json.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubeadm;

namespace Reeve.Host.Tests.Clusters.Seed;

/// <summary>
/// The documented calls, in order, against a cluster of the real kubeadm. What differs from the print is what the machine is: the versions that there
/// are, one address family, and that nothing can be fetched.
/// </summary>
public sealed class KubeadmSessionTests : IAsyncLifetime
{
    private const int Minutes = 10; // of half a minute each
    private readonly TempDirectory _directory = new();
    private KubeadmMachine? _machine;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_machine is { } machine)
        {
            await machine.DisposeAsync();
        }

        _directory.Dispose();
    }

    [RequiresFact(Component.Kubeadm)]
    public async Task Session_InOrder_MakesUpgradesAndRemovesAClusterOfKubeadm()
    {
        var machine = _machine = await KubeadmMachine.StartAsync(_directory.Path);
        var session = await ServeAsync(machine);
        WriteAddon("calico-3.25.1");
        WriteAddon("local-path-storage-0.0.24");

        // 1. Made.
        var created = await session.OkAsync(
            "create",
            ("v1.26.5", $"v{KubeadmPrograms.Version}"),
            ("100.100.0.0/16,2001:db8:1::/112", "10.244.0.0/16"),
            ("100.101.0.0/16,2001:db8:2::/112", "10.96.0.0/16"),
            ("\"apiServer\": {},", $"\"apiServer\": {{}}, \"provider\": {Provider(KubeadmPrograms.Version)},"));
        Assert.Equal("Provisioning", (string?)created["status"]!["phase"]);
        await session.ReachAsync("Provisioned", Minutes);
        var made = (await session.OkAsync("get"))["status"]!;
        Assert.Equal($"v{KubeadmPrograms.Version}", (string?)made["kubernetesVersion"]);
        Assert.Contains("True", (await machine.KubectlAsync("get", "nodes", "-o", "jsonpath={.items[*].status.conditions[?(@.type=='Ready')].status}")).Output, StringComparison.Ordinal);

        // 2. Its kubeconfig works, its certificates are renewed.
        var kubeconfig = (string?)(await session.OkAsync("kubeconfig"))["contents"];
        File.WriteAllText(_directory["kubeconfig"], kubeconfig);
        var nodes = await machine.Machine.RunAsync(Path.Combine(KubeadmPrograms.Binaries(KubeadmPrograms.Version), "kubectl"), $"--kubeconfig={_directory["kubeconfig"]}", "get", "nodes");
        Assert.True(nodes.Succeeded, nodes.ToString());
        await session.OkAsync("certs");
        await session.ReachAsync("Provisioned", Minutes);

        // 3. Upgraded.
        await session.OkAsync(
            "upgrade", ("1.23.0", KubeadmPrograms.NextVersion), ("\"clusterType\": \"kubeadm\",", $"\"clusterType\": \"kubeadm\", \"provider\": {Provider(KubeadmPrograms.NextVersion)},"));
        await session.EndAsync("Patch", Minutes); // the settings that were changed with the version follow it
        await session.ReachAsync("Provisioned", Minutes);
        Assert.Equal($"v{KubeadmPrograms.NextVersion}", (string?)(await session.OkAsync("get"))["status"]!["kubernetesVersion"]);
        var (_, metrics) = await session.RunAsync("metrics");
        Assert.Contains("reeve_cluster_installed{cluster=\"default\",type=\"kubeadm\"} 1\n", metrics, StringComparison.Ordinal);

        // 4. Removed, and all that written down.
        await session.OkAsync("delete");
        await session.ReachAsync("Deleted", Minutes);
        var history = (await session.OkAsync("audit"))["operations"]!.AsArray();
        Assert.Equal(["Reset", "Patch", "Upgrade", "Reset Certs", "Install"], history.Select(entry => (string)entry!["operation"]!));
        Assert.All(history, entry => Assert.Equal("Success", (string?)entry!["Status"]));
    }

    private async Task<SeedSession> ServeAsync(KubeadmMachine machine)
    {
        new SeedSite(_directory, [443, 9443, 8080, 50055]).Write("");
        var started = await machine.Machine.RunAsync(
            "systemd-run", "--unit=reeve", "--collect", Path.Combine(Repository.Built("Reeve.Host"), "reeve"), "serve", "--config", _directory["reeve.yaml"], "--state-dir", "/var/lib/reeve");
        Assert.True(started.Succeeded, started.ToString());
        await Eventually.TrueAsync(
            async () => (await machine.Machine.RunAsync("curl", "--silent", "http://127.0.0.1:8080/healthz")).Output == "ok", "the agent listens");
        return new SeedSession(_directory.Path, machine.Machine.RunAsync);
    }

    private string Provider(string version)
    {
        var provider = KubeadmMachine.Provider(version);
        provider["addonDirectory"] = _directory.Path;

        // Within $'…' of the shell.
        return provider.ToJsonString().Replace("\\", "\\\\", StringComparison.Ordinal);
    }

    private void WriteAddon(string name) => File.WriteAllText(
        _directory[name + ".yaml"],
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "kube-system" },
        }.ToJsonString());
}
