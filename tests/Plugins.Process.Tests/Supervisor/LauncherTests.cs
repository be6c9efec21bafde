using Reeve.Plugins.Process.Processes;
using Reeve.Plugins.Process.Tests.Processes;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Supervisor;

public sealed class LauncherTests
{
    [LinuxFact]
    public async Task Launcher_Killed_RunningContainersGoOnAndTheNextStartReplacesIt()
    {
        await using var harness = await DriverHarness.StartAsync();
        var first = TestLaunch.Shell("echo ready; exec sleep 1000");
        var main = (await harness.StartAsync(first)).ProcessId!.Value;
        await harness.WrittenAsync(first, "ready");

        foreach (var launcher in OfThisProcess())
        {
            launcher.Kill();
            await Eventually.TrueAsync(() => !LiveProcess.Exists(launcher.Id), "the launcher is dead");
        }

        var second = TestLaunch.Shell("exit 3") with { Name = "second" };
        await harness.StartAsync(second);

        Assert.Equal(3, (await harness.EndAsync(second)).ExitCode);
        Assert.True(LiveProcess.Exists(main));
    }

    [LinuxFact]
    public async Task Launcher_SupervisorsThatEnded_LeaveNoZombies()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("exit 0");
        await harness.StartAsync(launch);
        var supervisor = harness.SupervisorOf(launch);

        await harness.EndAsync(launch);

        await Eventually.TrueAsync(() => !Directory.Exists($"/proc/{supervisor}"), $"process {supervisor} is gone");
    }

    private static IEnumerable<System.Diagnostics.Process> OfThisProcess() =>
        System.Diagnostics.Process.GetProcessesByName("reeve-launcher").Where(IsChild);

    private static bool IsChild(System.Diagnostics.Process process) => ProcessEntry.Read(process.Id)?.Parent == Environment.ProcessId;
}
