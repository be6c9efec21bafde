using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Restarts: of the agent, of the bus, of systemd.</summary>
internal static class RecoveryScenarios
{
    private const string Waiting = "trap 'exit 6' TERM; echo up; while :; do sleep 0.02; done";

    public static async Task StateDirectory_Deleted_EverythingIsFoundAgain()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell(Waiting);
        var before = await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        await harness.RestartAsync(forget: true);
        var after = await harness.ObserveAsync(launch, _ => true);
        await harness.Driver.StopContainerAsync(launch.Id, null, TimeSpan.FromMinutes(5), CancellationToken.None);

        Assert.Equal((before.Id, before.State, before.ProcessId, before.StartedAt), (after.Id, after.State, after.ProcessId, after.StartedAt));
        Assert.Equal(6, (await harness.EndAsync(launch)).ExitCode);
        await harness.RestartAsync(forget: true);
        Assert.Equal(6, (await harness.EndAsync(launch)).ExitCode);
    }

    public static async Task Unit_StoppedByHand_IsReported()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell(Waiting);
        await harness.StartAsync(launch);

        Assert.Equal(0, (await Tool.RunAsync("systemctl", ["stop", UnitNames.Service(launch.Id)])).ExitCode);

        Assert.Equal(ContainerRunState.Terminated, (await harness.EndAsync(launch)).State);
    }

    public static async Task Daemon_ExecutedAnew_NothingNotices()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell(Waiting);
        var before = await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        Assert.Equal(0, (await Tool.RunAsync("systemctl", ["daemon-reexec"])).ExitCode);
        // Nobody who looks at the unit sees a fault in it either.
        var unit = await Tool.RunAsync("systemctl", ["show", "--property=LoadState,ActiveState", UnitNames.Service(launch.Id)]);
        Assert.Equal("LoadState=loaded\nActiveState=active\n", unit.Output);
        await StopAsync(harness, launch);

        var end = await harness.EndAsync(launch);
        Assert.True(end.ExitCode == 6 && end.StartedAt == before.StartedAt, end.ToString());
    }

    public static async Task Daemon_Reloaded_AdoptsAndExecsAsBefore()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("exec sleep 1000 # $HOME %n \"a  b\" 'c'", new SecurityContext { RunAsUser = 12345 }) with { WorkingDirectory = "/usr" };
        var before = await harness.StartAsync(launch);

        Assert.Equal(0, (await Tool.RunAsync("systemctl", ["daemon-reload"])).ExitCode);
        await harness.RestartAsync(forget: true);

        var after = await harness.ObserveAsync(launch, _ => true);
        Assert.Equal((ContainerRunState.Running, before.ProcessId), (after.State, after.ProcessId));
        Assert.Equal("12345 /usr", await harness.ExecAsync(launch, "/bin/sh", "-c", "echo $(id -u) $(pwd)"));
    }

    public static async Task Bus_Restarted_EndsAreStillNoticed()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell(Waiting);
        await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        Assert.Equal(0, (await Tool.RunAsync("systemctl", ["restart", "dbus.service"])).ExitCode);
        await StopAsync(harness, launch);

        Assert.Equal(6, (await harness.EndAsync(launch)).ExitCode);
    }

    /// <summary>Not asked to end: killed, which no part of the machine expects.</summary>
    public static async Task Bus_Killed_NothingNoticesAndNewPodsStart()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell(Waiting);
        var before = await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");
        var bus = await Tool.RunAsync("systemctl", ["show", "--property=MainPID", "--value", "dbus.service"]);

        Assert.Equal(0, (await Tool.RunAsync("kill", ["-KILL", bus.Output.Trim()])).ExitCode);
        await Eventually.TrueAsync(() => !Directory.Exists($"/proc/{bus.Output.Trim()}"), "the bus is gone");
        Assert.Equal("up", await harness.ExecAsync(launch, "/bin/sh", "-c", "echo up"));
        // Whoever looks for the bus starts it, by its socket.
        Assert.Equal(0, (await Tool.RunAsync("busctl", ["status"])).ExitCode);
        var next = harness.As("next", harness.Shell(Waiting));
        await Eventually.TrueAsync(async () => await DoesAsync(() => harness.StartAsync(next)), "a new container starts");
        await Harness.WrittenAsync(next, "up");

        var after = await harness.ObserveAsync(launch, _ => true);
        Assert.Equal((ContainerRunState.Running, before.ProcessId, before.StartedAt), (after.State, after.ProcessId, after.StartedAt));
        await StopAsync(harness, launch);
        await StopAsync(harness, next);
        Assert.Equal((6, 6), ((await harness.EndAsync(launch)).ExitCode, (await harness.EndAsync(next)).ExitCode));
    }

    /// <summary>Stops a container as the engine does: what fails in passing is tried again.</summary>
    public static Task StopAsync(Harness harness, Reeve.Containers.ContainerLaunch launch) => Eventually.TrueAsync(
        () => DoesAsync(() => harness.Driver.StopContainerAsync(launch.Id, null, TimeSpan.FromMinutes(5), CancellationToken.None)), "the container is stopped");

    private static async Task<bool> DoesAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.Transient)
        {
            return false;
        }
    }
}
