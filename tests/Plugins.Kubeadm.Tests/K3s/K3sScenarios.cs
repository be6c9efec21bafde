using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;
using Reeve.Plugins.Kubeadm.Tests.LifeCycle;
using Reeve.Runtime.Operations;

namespace Reeve.Plugins.Kubeadm.Tests.K3s;

/// <summary>Clusters of the stand-in for k3s on a machine, from making to removing; each leaves the machine as it was.</summary>
internal static class K3sScenarios
{
    private const string First = "1.30.2+k3s1";
    private const string Next = "1.30.4+k3s1";
    private const string Data = "/var/lib/rancher/k3s";

    public static async Task Life_FromMakingToRemoving_LeavesTheMachineAsItWas(string[] arguments)
    {
        var before = MachineState.Read();
        await using var driver = await StartAsync(Path.Combine(arguments[0], "life"));
        driver.Secrets.Set(ClusterDriver.Cluster, "registry", "the-password");
        var spec = Spec(StandInRelease.Write(arguments[0], First), First) with { Registry = new ClusterRegistry { Name = "registry.example.com", Username = "u", PasswordSecret = "registry" } };

        Done(await driver.RunAsync(ClusterIntent.Create, spec));
        var seen = await driver.ObserveAsync();
        Assert.Equal((true, First, "machine", true), (seen.ApiServerReady, seen.Version, seen.Machines[0].Name, seen.Machines[0].Ready));
        Assert.Equal((First, "containerd://1.7.17-k3s1"), (seen.Components["k3s"], seen.Components["runtime"]));
        Assert.Empty((await driver.PlanAsync(ClusterIntent.Change, spec)).Steps);
        Assert.Contains("https://127.0.0.1:6443", await driver.KubeconfigAsync(new KubeconfigRequest()), StringComparison.Ordinal);
        using (var answer = await AdminApi.SendAsync(
            await driver.KubeconfigAsync(new KubeconfigRequest { User = "somebody", Groups = ["developers"] }), new HttpRequestMessage(HttpMethod.Get, "/whoami"), CancellationToken.None))
        {
            var subject = await answer.Content.ReadAsStringAsync();
            Assert.True(subject.Contains("CN=somebody", StringComparison.Ordinal) && subject.Contains("O=developers", StringComparison.Ordinal), subject);
        }

        Assert.Equal(("the-token-of-nodes\n", Private), (File.ReadAllText("/etc/rancher/k3s/token"), File.GetUnixFileMode("/etc/rancher/k3s/token")));
        Assert.Contains("the-password", File.ReadAllText("/etc/rancher/k3s/registries.yaml"), StringComparison.Ordinal);
        Assert.Equal(Private, File.GetUnixFileMode("/etc/rancher/k3s/registries.yaml"));
        Assert.Equal("k3s", new FileInfo("/usr/local/bin/crictl").LinkTarget is { } target ? Path.GetFileName(target) : "");
        Assert.True(File.Exists($"{Data}/agent/images/1.30.2-k3s1-k3s-airgap-images-amd64.tar.zst"));

        var pod = Pods().Single();
        Done(await driver.RunAsync(ClusterIntent.Change, spec with { ApiServerCertificateNames = ["k3s.example.com"] }));
        Assert.Contains("k3s.example.com", File.ReadAllText("/etc/rancher/k3s/config.yaml"), StringComparison.Ordinal);
        Assert.Equal(pod, Pods().Single());

        var certificates = await driver.CertificatesAsync();
        Done(await driver.RunAsync(ClusterIntent.RenewCertificates, spec with { ApiServerCertificateNames = ["k3s.example.com"] }));
        var renewed = await driver.CertificatesAsync();
        Assert.Equal(certificates.Select(one => (one.Name, one.Authority)), renewed.Select(one => (one.Name, one.Authority)));
        Assert.All(certificates.Zip(renewed), pair => Assert.Equal(pair.First.Authority, pair.First.NotAfter == pair.Second.NotAfter));

        Done(await driver.RunAsync(ClusterIntent.Upgrade, spec with { Version = Next, Provider = Provider(StandInRelease.Write(arguments[0], Next)), ApiServerCertificateNames = ["k3s.example.com"] }));
        Assert.Equal((Next, pod), ((await driver.ObserveAsync()).Version, Pods().Single()));
        Assert.Contains(First, File.ReadAllText(Directory.GetFiles("/var/lib/reeve-k3s/programs").Single()), StringComparison.Ordinal);

        Done(await driver.RunAsync(ClusterIntent.Delete, spec));
        Assert.False((await driver.ObserveAsync()).Exists);
        Assert.Empty(driver.Engine.GetLedger(ClusterDriver.Cluster));
        Assert.Empty(Pods());
        Assert.Equal(before, MachineState.Read());
        foreach (var file in Directory.EnumerateFiles(Path.Combine(arguments[0], "life"), "*", SearchOption.AllDirectories).Where(path => !path.Contains("/secrets/", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("the-password", File.ReadAllText(file), StringComparison.Ordinal);
            Assert.DoesNotContain("the-token-of-nodes", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    public static async Task Upgrade_NewVersionDoesNotStart_OldOneRunsWithItsData(string[] arguments)
    {
        var before = MachineState.Read();
        await using var driver = await StartAsync(Path.Combine(arguments[0], "upgrade"));
        var spec = Spec(StandInRelease.Write(arguments[0], First), First);
        Done(await driver.RunAsync(ClusterIntent.Create, spec));

        var failed = await driver.RunAsync(ClusterIntent.Upgrade, spec with { Version = Next, Provider = Provider(StandInRelease.Write(arguments[0], Next, K3sStandIn.Broken)) });

        Assert.Equal(OperationState.Undone, failed.State);
        Assert.Contains("k3s.service did not start", failed.Error, StringComparison.Ordinal);
        Assert.Equal(First, (await driver.ObserveAsync()).Version);
        Assert.DoesNotContain(Next, File.ReadAllText($"{Data}/server/db/state.db"), StringComparison.Ordinal);
        Assert.Single(Pods());
        Done(await driver.RunAsync(ClusterIntent.Delete, spec));
        Assert.Equal(before, MachineState.Read());
    }

    public static async Task Create_ServerDoesNotStart_LeavesTheMachineAsItWas(string[] arguments)
    {
        var before = MachineState.Read();
        await using var driver = await StartAsync(Path.Combine(arguments[0], "broken"));

        var failed = await driver.RunAsync(ClusterIntent.Create, Spec(StandInRelease.Write(arguments[0], First, K3sStandIn.Broken), First));

        Assert.Equal(OperationState.Undone, failed.State);
        Assert.Equal(before, MachineState.Read());
    }

    public static async Task Create_ChecksumOrVersionIsWrong_InstallsNothing(string[] arguments)
    {
        var before = MachineState.Read();
        await using var driver = await StartAsync(Path.Combine(arguments[0], "wrong"));

        var sum = await driver.RunAsync(ClusterIntent.Create, Spec(StandInRelease.Write(Path.Combine(arguments[0], "sum"), First, checksum: new string('0', 64)), First));
        var version = await driver.RunAsync(ClusterIntent.Create, Spec(StandInRelease.Write(arguments[0], First), Next));

        Assert.Contains("checksum", sum.Error, StringComparison.Ordinal);
        Assert.Contains($"is not k3s {Next}", version.Error, StringComparison.Ordinal);
        Assert.Equal(before, MachineState.Read());
    }

    public static async Task Delete_DataAreKept_NextClusterFindsThem(string[] arguments)
    {
        var before = MachineState.Read();
        await using var driver = await StartAsync(Path.Combine(arguments[0], "kept"));
        var spec = Spec(StandInRelease.Write(arguments[0], First), First);
        Done(await driver.RunAsync(ClusterIntent.Create, spec));
        Directory.CreateDirectory($"{Data}/storage/volume");

        Done(await driver.RunAsync(ClusterIntent.Delete, spec with { KeepData = true }));
        Assert.Empty(Pods());
        Assert.True(Directory.Exists($"{Data}/storage/volume"));

        Done(await driver.RunAsync(ClusterIntent.Create, spec));
        Assert.Equal([First, First], File.ReadAllLines($"{Data}/server/db/state.db"));
        Done(await driver.RunAsync(ClusterIntent.Delete, spec with { KeepData = true }));
        Directory.Delete("/var/lib/rancher", recursive: true);
        Assert.Equal(before, MachineState.Read());
    }

    public static async Task Delete_SomethingIsMountedAmongTheData_ItStays(string[] arguments)
    {
        await using var driver = await StartAsync(Path.Combine(arguments[0], "mounted"));
        var spec = Spec(StandInRelease.Write(arguments[0], First), First);
        Done(await driver.RunAsync(ClusterIntent.Create, spec));
        var disk = Directory.CreateDirectory(Path.Combine(arguments[0], "disk")).FullName;
        File.WriteAllText(Path.Combine(disk, "photo"), "precious");
        var place = Directory.CreateDirectory($"{Data}/storage/disk").FullName;
        Run("mount", "--bind", disk, place);

        Done(await driver.RunAsync(ClusterIntent.Delete, spec));

        Assert.Equal("precious", File.ReadAllText(Path.Combine(place, "photo")));
        Assert.Equal([$"{Data}/storage"], Directory.GetFileSystemEntries(Data));
        Run("umount", place);
        Directory.Delete("/var/lib/rancher", recursive: true);
    }

    public static async Task Delete_ClusterOfSomebodyElse_IsGoneWhole(string[] arguments)
    {
        var before = MachineState.Read();
        await using var driver = await StartAsync(Path.Combine(arguments[0], "foreign"));
        File.Copy(Path.Combine(StandInRelease.Write(arguments[0], First), "k3s"), "/usr/local/bin/k3s");
        Run("chmod", "755", "/usr/local/bin/k3s");
        File.CreateSymbolicLink("/usr/local/bin/crictl", "/usr/local/bin/k3s");
        Directory.CreateDirectory("/etc/rancher/k3s");
        File.WriteAllText("/etc/rancher/k3s/config.yaml", "node-name: machine\n");
        File.WriteAllText("/etc/systemd/system/k3s.service", Distributions.K3s.K3sFiles.WriteUnit("/usr/local/bin/k3s"));
        Run("systemctl", "daemon-reload");
        Run("systemctl", "enable", "--now", "k3s.service");
        var seen = await driver.ObserveAsync();
        Assert.Equal((First, true), (seen.Version, seen.Conditions.Single(condition => condition.Type == "Adopted").Status));
        var spec = Spec(Path.Combine(arguments[0], "nowhere"), First);

        Assert.Empty((await driver.PlanAsync(ClusterIntent.Create, spec)).Steps);
        Done(await driver.RunAsync(ClusterIntent.Change, spec with { ApiServerCertificateNames = ["k3s.example.com"] }));
        Done(await driver.RunAsync(ClusterIntent.Delete, spec));

        Assert.Empty(Pods());
        // Others may write there too, and nobody has looked before.
        Directory.Delete("/var/lib/cni", recursive: true);
        Directory.Delete("/var/log/pods", recursive: true);
        Assert.Equal(before, MachineState.Read());
    }

    private static async Task<ClusterDriver> StartAsync(string directory)
    {
        var driver = await ClusterDriver.K3sAsync(directory);
        driver.Secrets.Set(ClusterDriver.Cluster, "join", "the-token-of-nodes");
        return driver;
    }

    private static UnixFileMode Private => UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static void Done(Operation operation) => Assert.Equal((OperationState.Done, ""), (operation.State, operation.Error));

    private static ClusterSpec Spec(string directory, string version) => new()
    {
        Id = ClusterDriver.Cluster,
        Version = version,
        Networking = new ClusterNetworking { PodSubnets = ["10.42.0.0/16", "2001:db8:42::/56"], ServiceSubnets = ["10.43.0.0/16", "2001:db8:43::/112"] },
        Provider = Provider(directory),
    };

    private static JsonElement Provider(string directory) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["nodeName"] = "machine",
        ["source"] = new JsonObject { ["directory"] = directory },
        ["tokenSecret"] = directory.Contains("nowhere", StringComparison.Ordinal) ? "" : "join",
        ["disable"] = new JsonArray("traefik"),
        ["prepareKernel"] = false, // the kernel is not the machine's own
        ["environment"] = new JsonObject { ["NO_PROXY"] = "10.0.0.0/8" },
    });

    private static int[] Pods()
    {
        var processes = Process.GetProcesses();
        try
        {
            return [.. processes.Where(process => Arguments(process.Id).Contains(K3sStandInPods.Workload, StringComparison.Ordinal)
                && Arguments(process.Id).StartsWith("sleep", StringComparison.Ordinal)).Select(process => process.Id)];
        }
        finally
        {
            Array.ForEach(processes, process => process.Dispose());
        }
    }

    private static string Arguments(int process) => File.Exists($"/proc/{process}/cmdline") ? File.ReadAllText($"/proc/{process}/cmdline") : "";

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
