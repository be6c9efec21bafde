using Reeve.Kubernetes;
using Reeve.Plugins.Process.Identity;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Identity;

public sealed class IdentityTests
{
    private const string Show = "id -u; id -g; id -G; grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status | cut -f2";

    [RequiresFact(Component.Root)]
    public async Task RunAsUser_UserGroupsAndFsGroup_AreTakenOnWithoutCapabilities()
    {
        var launch = TestLaunch.Shell(Show + "; echo again > /dev/stdout") with
        {
            SecurityContext = new() { RunAsUser = 54321, RunAsGroup = 54322 },
            PodSecurityContext = new() { SupplementalGroups = [54323], FsGroup = 54324 },
        };

        Assert.Equal("54321\n54322\n54322 54323 54324\n0000000000000000\n00000000a80425fb\n0\nagain\n", await RunAsync(launch));
    }

    [RequiresFact(Component.Root)]
    public async Task RunAsUser_KnownUserWithoutGroup_GetsItsOwnGroups()
    {
        Assert.Equal(["65534", "65534", "65534"], (await RunAsync(TestLaunch.Shell(Show) with { SecurityContext = new() { RunAsUser = 65534 } })).Split('\n')[..3]);
    }

    [RequiresFact(Component.Root)]
    public async Task Capabilities_OfRoot_AreTheUsualOnesAndWhatIsAdded()
    {
        var usual = await RunAsync(TestLaunch.Shell(Show));
        var changed = await RunAsync(TestLaunch.Shell(Show) with
        {
            SecurityContext = new() { Capabilities = new() { Add = ["NET_ADMIN"], Drop = ["ALL"] } },
        });

        Assert.Equal(["00000000a80425fb", "00000000a80425fb", "0"], usual.Split('\n')[3..6]);
        Assert.Equal(["0000000000001000", "0000000000001000", "0"], changed.Split('\n')[3..6]);
    }

    [RequiresFact(Component.Root)]
    public async Task Privileged_Container_KeepsEverything()
    {
        var all = File.ReadLines("/proc/self/status").First(line => line.StartsWith("CapBnd", StringComparison.Ordinal)).Split('\t')[1];

        var output = await RunAsync(TestLaunch.Shell(Show) with { SecurityContext = new() { Privileged = true } });

        Assert.Equal(all, output.Split('\n')[4]);
    }

    [LinuxFact]
    public async Task AllowPrivilegeEscalation_False_SetsNoNewPrivileges() =>
        Assert.Equal("1", (await RunAsync(TestLaunch.Shell(Show) with { SecurityContext = new() { AllowPrivilegeEscalation = false } })).Split('\n')[5]);

    private static async Task<string> RunAsync(TestLaunch launch)
    {
        await using var harness = await DriverHarness.StartAsync();
        await harness.RunAsync(launch);
        Assert.Equal("", harness.Error(launch));
        return harness.Output(launch);
    }
}
