using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Distributions.K3s;
using Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Testing;
using Reeve.Testing.Kubeadm;

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>
/// The stand-in for k3s, fetched by the machines and checked against a stated checksum. It is seen what the machines' script does and in which order; not what
/// k3s would do with it.
/// </summary>
internal sealed class BootedK3s : IBootedDistribution
{
    private const string Authority = "/var/lib/rancher/k3s/server/tls/server-ca.crt";

    public string Version => "1.30.2+k3s1";

    public ClusterAddon Network(BootSite site) => new() { Name = "flannel" };

    public void Add(JsonObject provider, JsonObject cloudInit, BootSite site)
    {
        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(K3sStandIn.Program(Version))));
        provider["distribution"] = "k3s";
        cloudInit["source"] = new JsonObject { ["url"] = site.Releases, ["sha256"] = new JsonObject { [$"{Version}/amd64"] = sum, [$"{Version}/arm64"] = sum } };
    }

    public IEnumerable<string> SecretsOf(PkiMaterial material) => [material.ServerSecret, material.Authority.Key, material.Etcd.Key, material.FrontProxy.Key];

    /// <summary>The server takes who is signed by the agent's authority, and is who it says it is.</summary>
    public async Task UseKubeconfigAsync(CloudFixture fixture, ClusterId cluster)
    {
        using var directory = new TempDirectory();
        async Task<string> WhoAsync(string? user)
        {
            await File.WriteAllTextAsync(directory["kubeconfig"], await fixture.KubeconfigAsync(cluster, new KubeconfigRequest { User = user }, CancellationToken.None));
            var result = await Tool.RunAsync(Path.Combine(KubeadmPrograms.Binaries(KubeadmPrograms.Version), "kubectl"), [$"--kubeconfig={directory["kubeconfig"]}", "get", "--raw", "/whoami"]);
            Assert.True(result.Succeeded, result.ToString());
            return result.Output;
        }

        Assert.Contains("O=system:masters", await WhoAsync(null), StringComparison.Ordinal);
        var stranger = await WhoAsync("stranger");
        Assert.Contains("CN=stranger", stranger, StringComparison.Ordinal);
        Assert.DoesNotContain("system:masters", stranger, StringComparison.Ordinal);
    }

    public async Task SeeMasterAsync(BootedMachine master)
    {
        // The login user's kubectl takes his own kubeconfig: k3s' own is root's alone.
        Assert.Equal("", await master.AskAsync("runuser", "--login", "debian", "--command", "test -O ~/.kube/config && test ! -r /etc/rancher/k3s/k3s.yaml"));
        Assert.Equal($"node/{BootScenario.Master}\nnode/{BootScenario.Worker}", await master.AskAsync("env", "HOME=/home/debian", "kubectl", "get", "nodes", "--output=name"));
        Assert.Equal("600\n600\n600", await master.AskAsync("stat", "--format=%a", "/etc/rancher/k3s/config.yaml", "/etc/rancher/k3s/token", "/etc/rancher/k3s/k3s.yaml"));
        Assert.Equal("active", await master.AskAsync("systemctl", "is-active", "k3s"));
        Assert.Contains("ConditionPathExists", await master.AskAsync("systemctl", "cat", "k3s"), StringComparison.Ordinal);
    }

    public async Task SeeWorkerAsync(BootedMachine worker, BootedMachine master)
    {
        var hash = K3sToken.HashOf($"{await master.AskAsync("cat", Authority)}\n");
        Assert.StartsWith(K3sToken.Prefix(hash), await worker.AskAsync("cat", "/etc/rancher/k3s/token"), StringComparison.Ordinal);
        Assert.Equal("active", await worker.AskAsync("systemctl", "is-active", "k3s-agent"));
        Assert.False((await worker.RunAsync("ls", "/etc/rancher/k3s/k3s.yaml")).Succeeded);
        Assert.False((await worker.RunAsync("ls", "/var/lib/rancher/k3s/server")).Succeeded);
    }
}
