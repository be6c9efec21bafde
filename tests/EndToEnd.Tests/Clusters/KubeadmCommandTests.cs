using Reeve.Testing;
using Reeve.Testing.Kubeadm;
using Xunit.Abstractions;

namespace Reeve.EndToEnd.Clusters;

/// <summary>A cluster of the real kubeadm, by the built command alone: made from a manifest, used, and removed.</summary>
public sealed class KubeadmCommandTests(ITestOutputHelper output) : IAsyncLifetime
{
    private KubeadmMachine? _machine;
    private KubeadmAgent? _agent;
    private string _manifest = "";

    private string Home => _machine!.Machine.Directory;

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Kubeadm) is not null)
        {
            return; // the test is skipped, or fails by itself
        }

        _machine = await KubeadmMachine.StartAsync();
        _manifest = await new KubeadmManifest(Home).WriteAsync("cluster.example.com");
        _agent = await KubeadmAgent.StartAsync(_machine, ReeveCommand.Program);
    }

    public async Task DisposeAsync()
    {
        _agent?.Dispose();
        if (_machine is not null)
        {
            await _machine.DisposeAsync();
        }
    }

    [RequiresFact(Component.Kubeadm)]
    public async Task Cluster_FromItsManifest_IsMadeUsedAndRemoved()
    {
        output.WriteLine(await OkAsync("apply", "-f", _manifest, "--dry-run"));
        var created = await OkAsync("apply", "-f", _manifest);
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

    private async Task<string> OkAsync(params string[] arguments)
    {
        var result = await _agent!.RunAsync(arguments);
        Assert.True(result.Succeeded, $"{string.Join(' ', arguments)}: {result}");
        return result.Output;
    }
}
