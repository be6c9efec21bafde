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

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>A cluster whose servers boot, by the user data that the cloud was given, from its making to its end.</summary>
internal static class BootScenario
{
    public const string Master = "web-master-1";
    public const string Worker = "web-worker-1";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(7);

    public static async Task RunAsync(string[] arguments)
    {
        var wire = await Wire.StartAsync();
        await using var site = await BootSite.StartAsync(Wire.Gateway);
        await using var fixture = await new CloudFixture(apis: fixture => new ClusterApiSource(new AgentKubeconfigs(fixture), TimeProvider.System)) { Patience = s_patience }.StartAsync();
        await using var hypervisor = new Hypervisor(new FakeFloor(fixture.World), wire);
        IBootedDistribution distribution = arguments is ["k3s"] ? new BootedK3s() : new BootedKubeadm();
        var spec = Spec(fixture, distribution, site, workers: 1);

        await DoAsync(fixture, hypervisor, ClusterIntent.Create, spec);

        await SeeClusterAsync(fixture, spec);
        await distribution.UseKubeconfigAsync(fixture, spec.Id);
        var (master, worker) = (await hypervisor.FindAsync(Master), await hypervisor.FindAsync(Worker));
        Assert.Equal((Master, Worker), (await master.AskAsync("uname", "-n"), await worker.AskAsync("uname", "-n")));
        await distribution.SeeMasterAsync(master);
        await distribution.SeeWorkerAsync(worker, master);
        await SeeFirstStartAsync(master);
        await SeeFirstStartAsync(worker);
        await SeekSecretsAsync(fixture, spec.Id, distribution, master, worker);
        if (arguments is ["long"])
        {
            await DoAsync(fixture, hypervisor, ClusterIntent.Change, Spec(fixture, distribution, site, workers: 2));
            Assert.Equal(3, (await fixture.ObserveAsync(spec.Id)).Machines.Count(machine => machine.Ready));
            await DoAsync(fixture, hypervisor, ClusterIntent.Change, spec);
            Assert.Equal(2, (await fixture.ObserveAsync(spec.Id)).Machines.Count);
        }

        await DoAsync(fixture, hypervisor, ClusterIntent.Delete, spec);
        await Eventually.TrueAsync(() => hypervisor.Count == 0, "the machines are gone");
    }

    private static ClusterSpec Spec(CloudFixture fixture, IBootedDistribution distribution, BootSite site, int workers)
    {
        var cloudInit = new JsonObject { ["commands"] = new JsonArray($"cat >>/etc/ssl/certs/ca-certificates.crt <<'END'\n{site.CertificatePem}\nEND") };
        var provider = new JsonObject { ["pools"] = new JsonArray(new JsonObject { ["name"] = "worker", ["count"] = workers }), ["cloudInit"] = cloudInit };
        distribution.Add(provider, cloudInit, site);
        return fixture.Spec(provider.ToJsonString()) with
        {
            Version = distribution.Version,
            Networking = new ClusterNetworking { PodSubnets = ["10.243.0.0/16"], ServiceSubnets = ["10.96.0.0/16"], Cni = distribution.Network(site) },
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

    private static async Task SeeClusterAsync(CloudFixture fixture, ClusterSpec spec)
    {
        var seen = await fixture.ObserveAsync(spec.Id);
        Assert.Equal((true, true, spec.Version), (seen.Exists, seen.ApiServerReady, seen.Version));
        Assert.Equal([(Master, true), (Worker, true)], seen.Machines.Select(machine => (machine.Name, machine.Ready)).Order());
        Assert.True(seen.Conditions.Single(condition => condition.Type == "NodesJoined").Status is true);
    }

    /// <summary>cloud-init has ended without a complaint, and what it ran does nothing when it is run again.</summary>
    private static async Task SeeFirstStartAsync(BootedMachine machine)
    {
        var status = await machine.RunAsync("cloud-init", "status", "--wait", "--long");
        Assert.True(status.Succeeded && status.Output.Contains("status: done", StringComparison.Ordinal), $"{status}\n{await machine.LogAsync()}");
        Assert.Equal("", await machine.AskAsync("/usr/local/sbin/reeve-bootstrap"));
    }

    /// <summary>What machines have joined by is neither in the cloud any more, nor on them where others than root can read it, nor in what they have written down.</summary>
    private static async Task SeekSecretsAsync(CloudFixture fixture, ClusterId cluster, IBootedDistribution distribution, params BootedMachine[] machines)
    {
        var token = JsonSerializer.Deserialize(fixture.Secrets.Find(cluster, JoinToken.SecretName)!, StepJson.Default.JoinToken)!.Token;
        var material = JsonSerializer.Deserialize(fixture.Secrets.Find(cluster, PkiMaterial.SecretName)!, StepJson.Default.PkiMaterial)!;
        var patterns = distribution.SecretsOf(material).Prepend(token).Append("PRIVATE KEY-----").SelectMany(secret => (string[])["-e", secret]).ToList();
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
