using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Who a container is, by what the kernel says.</summary>
internal static class IdentityScenarios
{
    public static async Task RunAsUser_WithoutAccount_IsTakenOn()
    {
        var pod = new PodSecurityContext { FsGroup = 54321, SupplementalGroups = [54322] };
        await using var harness = await Harness.StartAsync(pod: pod);
        var context = new SecurityContext { RunAsUser = 12345, RunAsGroup = 12346 };

        var (end, output) = await harness.RunAsync(harness.Shell("grep -E '^(Uid|Gid|Groups|CapEff):' /proc/self/status", context));

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(
            "Uid: 12345 12345 12345 12345\nGid: 12346 12346 12346 12346\nGroups: 12346 54321 54322\nCapEff: 0000000000000000",
            string.Join('\n', output.Trim().Split('\n').Select(line => string.Join(' ', line.Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries)))));
    }

    public static async Task Capabilities_DropAllAddOne_BoundsThem()
    {
        await using var harness = await Harness.StartAsync();
        var context = new SecurityContext { Capabilities = new Capabilities { Drop = ["ALL"], Add = ["NET_BIND_SERVICE"] } };
        var launch = harness.Shell("grep -h ^CapBnd: /proc/self/status; exec sleep 1000", context);
        await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "\n");

        Assert.Equal("CapBnd:\t0000000000000400\n", await File.ReadAllTextAsync(launch.StandardOutputPath));
        // A command in it has no more.
        Assert.Equal("CapBnd:\t0000000000000400", await harness.ExecAsync(launch, "grep", "^CapBnd:", "/proc/self/status"));
    }

    public static async Task NoNewPrivileges_Asked_IsSet()
    {
        await using var harness = await Harness.StartAsync();

        var (_, output) = await harness.RunAsync(harness.Shell("grep ^NoNewPrivs: /proc/self/status", new SecurityContext { AllowPrivilegeEscalation = false }));

        Assert.Equal("NoNewPrivs:\t1\n", output);
    }

    public static async Task Environment_Secret_IsInNoProperty()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("echo \"$SECRET\"; exec sleep 1000");
        await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "s3cr3t-value");

        var unit = await Tool.RunAsync("systemctl", ["show", UnitNames.Service(launch.Id)]);

        Assert.Contains("REEVE_CONTAINER=main", unit.Output, StringComparison.Ordinal);
        Assert.Contains("Container main of pod default/web", unit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", unit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.EnumerateFiles("/run/reeve", "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("s3cr3t", StringComparison.Ordinal));
    }
}
