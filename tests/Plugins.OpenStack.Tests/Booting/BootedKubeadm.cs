using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Testing;
using Reeve.Testing.Kubeadm;

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>The real kubeadm, in the machines' image.</summary>
internal sealed class BootedKubeadm : IBootedDistribution
{
    public string Version => KubeadmPrograms.Version;

    public ClusterAddon Network(BootSite site) => new() { Name = "bridge", Manifest = site.Manifest, Sha256 = BootSite.Sha256 };

    public void Add(JsonObject provider, JsonObject cloudInit, BootSite site) => cloudInit["programs"] = "image";

    public IEnumerable<string> SecretsOf(PkiMaterial material) => [material.Authority.Key, material.Etcd.Key, material.FrontProxy.Key, material.ServiceAccounts.Key];

    /// <summary>Kubeconfigs that the agent gives are taken by the real kubectl, from where the agent is.</summary>
    public async Task UseKubeconfigAsync(CloudFixture fixture, ClusterId cluster)
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory["admin"], await fixture.KubeconfigAsync(cluster, new KubeconfigRequest(), CancellationToken.None));
        await File.WriteAllTextAsync(directory["stranger"], await fixture.KubeconfigAsync(cluster, new KubeconfigRequest { User = "stranger" }, CancellationToken.None));
        Task<ToolResult> KubectlAsync(string kubeconfig) => Tool.RunAsync(
            Path.Combine(KubeadmPrograms.Binaries(KubeadmPrograms.Version), "kubectl"), [$"--kubeconfig={directory[kubeconfig]}", "--namespace=kube-system", "get", "nodes,configmaps", "--output=name"]);

        var nodes = (await KubectlAsync("admin")).Output;
        Assert.Contains($"node/{BootScenario.Master}\nnode/{BootScenario.Worker}\n", nodes, StringComparison.Ordinal);
        Assert.Contains($"configmap/{BootSite.Name}\n", nodes, StringComparison.Ordinal);
        Assert.Contains("Forbidden", (await KubectlAsync("stranger")).Error, StringComparison.Ordinal);
    }

    public async Task SeeMasterAsync(BootedMachine master)
    {
        // Whoever logs in has a working kubectl; the image has the user debian, as cloud-init makes him.
        Assert.Equal($"node/{BootScenario.Master}\nnode/{BootScenario.Worker}", await master.AskAsync("runuser", "--login", "debian", "--command", "kubectl get nodes --output=name"));
        var network = await master.AskAsync("runuser", "--login", "debian", "--command", $"kubectl get configmap {BootSite.Name} --namespace=kube-system --output=jsonpath={{.data.subnet}}");
        Assert.Equal("10.243.0.0/16", network);
    }

    public async Task SeeWorkerAsync(BootedMachine worker, BootedMachine master)
    {
        var authority = ClusterPki.HashOf(await master.AskAsync("cat", "/etc/kubernetes/pki/ca.crt"));
        var joining = await worker.AskAsync("cat", "/etc/reeve/kubeadm.yaml");
        Assert.Contains(authority, joining, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafeSkip", joining, StringComparison.Ordinal);
        Assert.False((await worker.RunAsync("ls", "/etc/kubernetes/admin.conf", "/etc/kubernetes/pki/ca.key")).Succeeded);
    }
}
