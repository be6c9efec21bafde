using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>What containers of a pod share with each other and not with the machine, seen from within.</summary>
internal static class NamespaceScenarios
{
    private const string Sleep = "echo up; exec sleep 1000";

    public static async Task Processes_OfOtherContainers_AreNotSeen()
    {
        await using var harness = await Harness.StartAsync();
        var other = harness.As("other", harness.Shell("echo up; exec sleep 12345"));
        await harness.StartAsync(other);

        var (end, output) = await harness.RunAsync(harness.Shell("echo $$; cat /proc/[0-9]*/cmdline | tr '\\0' ' '"));

        Assert.Equal(0, end.ExitCode);
        Assert.StartsWith("1\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("12345", output, StringComparison.Ordinal);
        // A command in the container is where the container is.
        Assert.Equal("sleep", await harness.ExecAsync(other, "cat", "/proc/1/comm"));
    }

    public static async Task Processes_Shared_AreSeenAndOutliveContainers()
    {
        await using var harness = await Harness.StartAsync();
        harness.PodSpec = new PodSpec { ShareProcessNamespace = true };
        var other = harness.As("other", harness.Shell("echo up; exec sleep 12345"));
        await harness.StartAsync(other);
        var main = harness.Shell("echo $$; cat /proc/1/comm; cat /proc/[0-9]*/cmdline | tr '\\0' ' '; hostname");

        var (end, output) = await harness.RunAsync(main);

        Assert.Equal(0, end.ExitCode);
        var lines = output.Split('\n');
        Assert.NotEqual("1", lines[0]);
        Assert.Equal("entry", lines[1]);
        Assert.Contains("sleep 12345", output, StringComparison.Ordinal);
        Assert.EndsWith("web\n", output, StringComparison.Ordinal);
        Assert.Equal("entry", await harness.ExecAsync(other, "cat", "/proc/1/comm"));
    }

    public static async Task Processes_OfTheMachine_AreSeenIfAsked()
    {
        await using var harness = await Harness.StartAsync();
        harness.PodSpec = new PodSpec { HostPID = true };

        var (_, output) = await harness.RunAsync(harness.Shell("cat /proc/1/comm"));

        Assert.Equal("systemd\n", output);
    }

    public static async Task DebugContainer_WithATarget_SeesItsProcesses()
    {
        await using var harness = await Harness.StartAsync();
        harness.PodSpec = new PodSpec { EphemeralContainers = [new EphemeralContainer { Name = "debug", TargetContainerName = "main" }] };
        await harness.StartAsync(harness.Shell("echo up; exec sleep 12345"));
        var debug = harness.As("debug", harness.Shell("cat /proc/1/cmdline | tr '\\0' ' '"));

        var (_, output) = await harness.RunAsync(debug);

        Assert.Equal("sleep 12345 ", output);
    }

    public static async Task HostName_OfThePod_IsItsOwn()
    {
        var before = Environment.MachineName;
        await using var harness = await Harness.StartAsync("""{"clusterDomain":"example.org"}""");
        harness.PodSpec = new PodSpec { Hostname = "first", Subdomain = "sub", SetHostnameAsFQDN = true };

        var (_, output) = await harness.RunAsync(harness.Shell("uname -n; cat /etc/hostname; grep first /etc/hosts | cut -f2,3"));

        const string Full = "first.sub.default.svc.example.org";
        Assert.Equal($"{Full}\n{Full}\n{Full}\tfirst\n", output[..(output.IndexOf("\tfirst\n", StringComparison.Ordinal) + 7)]);
        Assert.Equal(before, (await Tool.RunAsync("uname", ["-n"])).Output.Trim());
    }

    public static async Task HostNetwork_Asked_KeepsNameAndHostsOfTheMachine()
    {
        await using var harness = await Harness.StartAsync();
        harness.PodSpec = new PodSpec { HostNetwork = true, HostAliases = [new HostAlias { Ip = "10.9.8.7", Hostnames = ["one", "two"] }] };

        var (_, output) = await harness.RunAsync(harness.Shell("uname -n; cat /etc/hosts"));

        Assert.StartsWith(Environment.MachineName + "\n# Kubernetes-managed hosts file (host network).\n", output, StringComparison.Ordinal);
        Assert.Contains(File.ReadAllText("/etc/hosts"), output, StringComparison.Ordinal);
        Assert.Contains("10.9.8.7\tone\ttwo\n", output, StringComparison.Ordinal);
    }

    public static async Task Dns_OfThePod_IsInItsFile()
    {
        await using var harness = await Harness.StartAsync("""{"clusterDNS":["10.96.0.10"]}""");
        harness.PodSpec = new PodSpec { DnsConfig = new PodDNSConfig { Searches = ["more.test"], Options = [new PodDNSConfigOption { Name = "ndots", Value = "2" }] } };
        var machine = File.ReadAllText("/etc/resolv.conf");

        var (_, output) = await harness.RunAsync(harness.Shell("cat /etc/resolv.conf"));

        Assert.Contains("nameserver 10.96.0.10\n", output, StringComparison.Ordinal);
        Assert.StartsWith("search default.svc.cluster.local svc.cluster.local cluster.local ", output, StringComparison.Ordinal);
        Assert.Contains(" more.test\n", output, StringComparison.Ordinal);
        Assert.EndsWith("options ndots:2\n", output, StringComparison.Ordinal);
        Assert.Equal(machine, File.ReadAllText("/etc/resolv.conf"));
    }

    public static async Task Ipc_OfThePod_IsSharedWithinItAlone()
    {
        await using var harness = await Harness.StartAsync();
        var first = harness.As("first", harness.Shell("ipcmk -Q >/dev/null; echo x >/dev/shm/object; echo y >/tmp/file; echo up; exec sleep 1000"));
        await harness.StartAsync(first);
        await Harness.WrittenAsync(first, "up");

        var (_, output) = await harness.RunAsync(harness.Shell("ipcs -q | grep -c 0x; cat /dev/shm/object /tmp/file"));

        Assert.Equal("1\nx\ny\n", output);
        Assert.DoesNotContain("0x", (await Tool.RunAsync("ipcs", ["-q"])).Output, StringComparison.Ordinal);
        Assert.False(File.Exists("/dev/shm/object") || File.Exists("/tmp/file"));
    }

    /// <summary>As after the end of an init container, and while a container waits to be restarted.</summary>
    public static async Task HostNameAndIpc_NothingRunsInThem_AreThereForTheNext()
    {
        const string Look = "readlink /proc/self/ns/uts /proc/self/ns/ipc; ipcs -m | grep -c 0x";
        await using var harness = await Harness.StartAsync();
        var (first, before) = await harness.RunAsync(harness.As("first", harness.Shell($"ipcmk -M 4096 >/dev/null; {Look}")));
        Assert.Equal(0, first.ExitCode);

        var (_, next) = await harness.RunAsync(harness.As("second", harness.Shell(Look)));
        await harness.RestartAsync(forget: true);
        var (_, last) = await harness.RunAsync(harness.As("third", harness.Shell(Look)));

        Assert.EndsWith("\n1\n", before, StringComparison.Ordinal);
        Assert.Equal((before, before), (next, last));
        // A segment is of a pod, and goes with it.
        var kept = $"/run/reeve/{harness.Owner.Token}/namespaces";
        Assert.Single(Directory.GetDirectories(kept));
        await harness.Driver.RemoveSandboxAsync(harness.Pod, CancellationToken.None);
        Assert.Empty(Directory.GetDirectories(kept));
        var (_, anew) = await harness.RunAsync(harness.As("fourth", harness.Shell("ipcs -m | grep -c 0x")));
        Assert.Equal("0\n", anew);
    }

    public static async Task Holder_Killed_NextContainerJoinsThoseThatRun()
    {
        const string Look = "readlink /proc/self/ns/uts /proc/self/ns/ipc";
        await using var harness = await Harness.StartAsync();
        var other = harness.As("other", harness.Shell($"{Look}; exec sleep 1000"));
        await harness.StartAsync(other);
        await Harness.WrittenAsync(other, "ipc:");

        Assert.Equal(0, (await Tool.RunAsync("systemctl", ["kill", "--signal=KILL", UnitNames.Namespaces(harness.Owner)])).ExitCode);
        await Eventually.TrueAsync(
            async () => (await Tool.RunAsync("systemctl", ["is-active", UnitNames.Namespaces(harness.Owner)])).ExitCode != 0, "the holder is gone");
        var (end, output) = await harness.RunAsync(harness.Shell(Look));

        Assert.Equal((0, await File.ReadAllTextAsync(other.StandardOutputPath)), (end.ExitCode, output));
    }

    public static async Task Sysctl_OfThePodsIpc_IsSetThereAlone()
    {
        const string Place = "/proc/sys/kernel/shm_rmid_forced";
        var before = File.ReadAllText(Place);
        var pod = new PodSecurityContext { Sysctls = [new Sysctl { Name = "kernel.shm_rmid_forced", Value = "1" }] };
        await using var harness = await Harness.StartAsync(pod: pod);
        var first = harness.As("first", harness.Shell(Sleep));
        await harness.StartAsync(first);

        var (_, output) = await harness.RunAsync(harness.Shell($"cat {Place}; echo 0 2>/dev/null >{Place} || echo denied"));

        Assert.Equal("1\ndenied\n", output);
        Assert.Equal("0", before.Trim());
        Assert.Equal(before, File.ReadAllText(Place));
    }

    public static async Task Machine_AfterAPod_HasNoMountAndNoFileMore()
    {
        await using var harness = await Harness.StartAsync();
        var (mounts, entries) = (Mounts(), Entries());
        var source = Directory.CreateDirectory(Path.Combine(harness.Root, "volume")).FullName;
        var mount = new ContainerMount { Volume = "v", Source = source, Target = "/data/deep/in" };
        var launch = harness.Shell("touch /data/deep/in/x /tmp/t /run/r; echo up; exec sleep 1000", mounts: mount);
        await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        Assert.Equal(mounts, Mounts());
        Assert.Equal(entries, Entries());
        Assert.True(File.Exists(Path.Combine(source, "x")));
        await harness.Driver.RemoveContainerAsync(launch.Id, CancellationToken.None);
        Assert.Equal(mounts, Mounts());
        Assert.Equal(entries, Entries());
    }

    private static string[] Mounts() => [.. File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' ')[4]).Order(StringComparer.Ordinal)];

    private static string[] Entries() =>
        [.. ((string[])["/", "/etc", "/var", "/var/lib", "/tmp", "/var/tmp", "/opt", "/srv", "/mnt"]).SelectMany(Directory.EnumerateFileSystemEntries).Order(StringComparer.Ordinal)];
}
