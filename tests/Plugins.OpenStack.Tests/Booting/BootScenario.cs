using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Steps;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Operations;
using Reeve.Testing;
using Reeve.Testing.Kubeadm;

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>A cluster whose servers boot, by the user data that the cloud was given, from its making to its end.</summary>
internal static class BootScenario
{
    private const string Master = "web-master-1";
    private const string Worker = "web-worker-1";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(7);

    public static async Task RunAsync(string[] arguments)
    {
        var wire = await Wire.StartAsync();
        await using var site = await NetworkSite.StartAsync(Wire.Gateway);
        await using var fixture = await new CloudFixture(apis: fixture => new ClusterApiSource(new AgentKubeconfigs(fixture), TimeProvider.System)) { Patience = s_patience }.StartAsync();
        await using var hypervisor = new Hypervisor(new FakeFloor(fixture.World), wire);
        var spec = Spec(fixture, site, workers: 1);

        await DoAsync(fixture, hypervisor, ClusterIntent.Create, spec);

        await SeeClusterAsync(fixture, spec.Id);
        await UseKubeconfigAsync(fixture, spec.Id);
        var (master, worker) = (await hypervisor.FindAsync(Master), await hypervisor.FindAsync(Worker));
        await SeeMasterAsync(master);
        await SeeWorkerAsync(worker, master);
        await SeekSecretsAsync(fixture, spec.Id, master, worker);
        if (arguments is ["long"])
        {
            await DoAsync(fixture, hypervisor, ClusterIntent.Change, Spec(fixture, site, workers: 2));
            Assert.Equal(3, (await fixture.ObserveAsync(spec.Id)).Machines.Count(machine => machine.Ready));
            await DoAsync(fixture, hypervisor, ClusterIntent.Change, spec);
            Assert.Equal(2, (await fixture.ObserveAsync(spec.Id)).Machines.Count);
        }

        await DoAsync(fixture, hypervisor, ClusterIntent.Delete, spec);
        await Eventually.TrueAsync(() => hypervisor.Count == 0, "the machines are gone");
    }

    private static ClusterSpec Spec(CloudFixture fixture, NetworkSite site, int workers)
    {
        var provider = new JsonObject
        {
            ["pools"] = new JsonArray(new JsonObject { ["name"] = "worker", ["count"] = workers }),
            ["cloudInit"] = new JsonObject
            {
                ["programs"] = "image",
                ["commands"] = new JsonArray($"cat >>/etc/ssl/certs/ca-certificates.crt <<'END'\n{site.CertificatePem}\nEND"),
            },
        };
        return fixture.Spec(provider.ToJsonString()) with
        {
            Version = KubeadmPrograms.Version,
            Networking = new ClusterNetworking
            {
                PodSubnets = ["10.243.0.0/16"], ServiceSubnets = ["10.96.0.0/16"],
                Cni = new ClusterAddon { Name = "bridge", Manifest = site.Manifest, Sha256 = NetworkSite.Sha256 },
            },
        };
    }

    private static async Task DoAsync(CloudFixture fixture, Hypervisor hypervisor, ClusterIntent intent, ClusterSpec spec)
    {
        Assert.Empty(await fixture.Provisioner.ValidateAsync(spec, null, CancellationToken.None));
        var watch = Stopwatch.StartNew();
        var running = fixture.RunAsync(intent, spec);
        try
        {
            await await Task.WhenAny(running, hypervisor.Running);
            var operation = await running;
            Assert.True(operation.State is OperationState.Done, $"{intent}: {operation.State} {operation.Error}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{intent}: {watch.Elapsed.TotalSeconds:0.0} s"));
        }
        catch (Exception) when (hypervisor.Count > 0)
        {
            await Console.Error.WriteLineAsync(await hypervisor.LogsAsync());
            throw;
        }
    }

    private static async Task SeeClusterAsync(CloudFixture fixture, ClusterId cluster)
    {
        var seen = await fixture.ObserveAsync(cluster);
        Assert.Equal((true, true, KubeadmPrograms.Version), (seen.Exists, seen.ApiServerReady, seen.Version));
        Assert.Equal([(Master, true), (Worker, true)], seen.Machines.Select(machine => (machine.Name, machine.Ready)).Order());
        Assert.True(seen.Conditions.Single(condition => condition.Type == "NodesJoined").Status is true);
    }

    /// <summary>Kubeconfigs that the agent gives are taken by the real kubectl, from where the agent is.</summary>
    private static async Task UseKubeconfigAsync(CloudFixture fixture, ClusterId cluster)
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory["admin"], await fixture.KubeconfigAsync(cluster, new KubeconfigRequest(), CancellationToken.None));
        await File.WriteAllTextAsync(directory["stranger"], await fixture.KubeconfigAsync(cluster, new KubeconfigRequest { User = "stranger" }, CancellationToken.None));
        Task<ToolResult> KubectlAsync(string kubeconfig) => Tool.RunAsync(
            Path.Combine(KubeadmPrograms.Binaries(KubeadmPrograms.Version), "kubectl"), [$"--kubeconfig={directory[kubeconfig]}", "--namespace=kube-system", "get", "nodes,configmaps", "--output=name"]);

        var nodes = (await KubectlAsync("admin")).Output;
        Assert.Contains($"node/{Master}\nnode/{Worker}\n", nodes, StringComparison.Ordinal);
        Assert.Contains($"configmap/{NetworkSite.Name}\n", nodes, StringComparison.Ordinal);
        Assert.Contains("Forbidden", (await KubectlAsync("stranger")).Error, StringComparison.Ordinal);
    }

    private static async Task SeeMasterAsync(BootedMachine master)
    {
        Assert.Equal(Master, await master.AskAsync("uname", "-n"));
        // Whoever logs in has a working kubectl; the image has the user debian, as cloud-init makes him.
        Assert.Equal($"node/{Master}\nnode/{Worker}", await master.AskAsync("runuser", "--login", "debian", "--command", "kubectl get nodes --output=name"));
        var network = await master.AskAsync("runuser", "--login", "debian", "--command", $"kubectl get configmap {NetworkSite.Name} --namespace=kube-system --output=jsonpath={{.data.subnet}}");
        Assert.Equal("10.243.0.0/16", network);
        await SeeFirstStartAsync(master);
    }

    private static async Task SeeWorkerAsync(BootedMachine worker, BootedMachine master)
    {
        Assert.Equal(Worker, await worker.AskAsync("uname", "-n"));
        var authority = ClusterPki.HashOf(await master.AskAsync("cat", "/etc/kubernetes/pki/ca.crt"));
        var joining = await worker.AskAsync("cat", "/etc/reeve/kubeadm.yaml");
        Assert.Contains(authority, joining, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafeSkip", joining, StringComparison.Ordinal);
        Assert.False((await worker.RunAsync("ls", "/etc/kubernetes/admin.conf", "/etc/kubernetes/pki/ca.key")).Succeeded);
        await SeeFirstStartAsync(worker);
    }

    /// <summary>cloud-init has ended without a complaint, and what it ran does nothing when it is run again.</summary>
    private static async Task SeeFirstStartAsync(BootedMachine machine)
    {
        var status = await machine.RunAsync("cloud-init", "status", "--wait", "--long");
        Assert.True(status.Succeeded && status.Output.Contains("status: done", StringComparison.Ordinal), $"{status}\n{await machine.LogAsync()}");
        Assert.Equal("", await machine.AskAsync("/usr/local/sbin/reeve-bootstrap"));
    }

    /// <summary>What machines have joined by is neither in the cloud any more, nor on them where others than root can read it, nor in what they have written down.</summary>
    private static async Task SeekSecretsAsync(CloudFixture fixture, ClusterId cluster, params BootedMachine[] machines)
    {
        var token = JsonSerializer.Deserialize(fixture.Secrets.Find(cluster, JoinToken.SecretName)!, StepJson.Default.JoinToken)!.Token;
        var material = JsonSerializer.Deserialize(fixture.Secrets.Find(cluster, PkiMaterial.SecretName)!, StepJson.Default.PkiMaterial)!;
        var patterns = new[] { token, material.Authority.Key, material.Etcd.Key, material.FrontProxy.Key, material.ServiceAccounts.Key, "PRIVATE KEY-----" }.SelectMany(secret => (string[])["-e", secret]).ToList();
        foreach (var server in fixture.World.Look(store => store["servers"].Select(server => server.ToJsonString()).ToList()))
        {
            Assert.DoesNotContain(ServerMetadata.Secret, server, StringComparison.Ordinal);
            Assert.DoesNotContain(token, server, StringComparison.Ordinal);
        }

        foreach (var machine in machines)
        {
            // Not even root: logs are copied elsewhere. The journal has a file format of its own, so it is read as it is shown as well. It holds the command lines of
            // those who write to it, runuser among them: that comes afterwards.
            var told = await machine.RunAsync(["bash", "-c", "journalctl --no-pager --all --output=export | grep -aF \"$@\"; journalctl --no-pager --all --output=cat | grep -c .", "-", .. patterns]);
            Assert.True(int.TryParse(told.Output.Trim(), CultureInfo.InvariantCulture, out var lines) && lines > 100, told.ToString());
            Assert.Equal("", (await machine.RunAsync(["grep", "-rslaF", .. patterns, "/var/log", "/run/log"])).Output);
            var found = await machine.RunAsync(["runuser", "-u", "nobody", "--", "grep", "-rslaF", .. patterns.SkipLast(2), "/run", "/etc", "/var", "/tmp", "/home", "/root", "/usr/local"]);
            Assert.Equal("", found.Output);
        }
    }
}
