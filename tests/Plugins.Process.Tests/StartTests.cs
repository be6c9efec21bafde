using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Process.Supervisor;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Process.Tests;

public sealed class StartTests
{
    [LinuxFact]
    public async Task Start_Program_RunsAndItsExitCodeIsReported()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("echo out; echo err >&2; exit 7");

        var started = await harness.StartAsync(launch);
        var ended = await harness.EndAsync(launch);

        Assert.Equal(ContainerRunState.Running, started.State);
        Assert.NotNull(started.ProcessId);
        Assert.Equal((7, 0, null), (ended.ExitCode, ended.Signal, ended.Reason));
        Assert.True(ended.FinishedAt >= ended.StartedAt);
        Assert.Equal("out\n", harness.Output(launch));
        Assert.Equal("err\n", harness.Error(launch));
    }

    [LinuxFact]
    public async Task Start_ProgramKillsItself_SignalIsReported()
    {
        await using var harness = await DriverHarness.StartAsync();

        var ended = await harness.RunAsync(TestLaunch.Shell("kill -USR1 $$"));

        Assert.Equal((138, 10), (ended.ExitCode, ended.Signal));
    }

    [LinuxFact]
    public async Task Start_Again_ReturnsThePresentState()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("echo once; exec sleep 1000");

        var first = await harness.StartAsync(launch);
        var second = await harness.StartAsync(launch);

        Assert.Equal(first.ProcessId, second.ProcessId);
    }

    [LinuxFact]
    public async Task Start_AnyArgumentsAndVariables_ArriveByteForByte()
    {
        await using var harness = await DriverHarness.StartAsync();
        var attempt = 0;
        var awkward = Gen.Elements("", " ", "'", "\"", "\\", "$HOME", "`id`", "\n", "\t", "-n", "--", "é", "日本語", "🦊", "*", ";", "\u0001", "a=b");
        var text = awkward.ListOf().Select(string.Concat);
        var lists = Gen.Zip(text.ListOf(), text.ListOf());

        Prop.ForAll(lists.ToArbitrary(), pair =>
        {
            var (arguments, values) = (pair.Item1.ToArray(), pair.Item2.ToArray());
            var launch = new TestLaunch
            {
                Attempt = attempt++,
                Arguments = ["/bin/sh", "-c", "cat /proc/$$/cmdline; printf '\\001\\002'; cat /proc/$$/environ", .. arguments],
                Environment = values.Select((value, i) => (value, i)).ToDictionary(item => $"V{item.i}", item => item.value),
            };
            Assert.Equal(0, harness.RunAsync(launch).GetAwaiter().GetResult().ExitCode);
            var expected = string.Concat(launch.Arguments.Select(argument => argument + "\0"))
                + "\u0001\u0002"
                + string.Concat(launch.Environment.Select(item => $"{item.Key}={item.Value}\0"))
                + $"{SupervisorSpec.MarkerVariable}={harness.IdOf(launch).Token}\0";
            Assert.Equal(expected, harness.Output(launch));
        }).QuickCheckThrowOnFailure();
    }

    [LinuxFact]
    public async Task Start_Program_InheritsNothingOfTheAgent()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell(
            "grep -E '^(SigBlk|SigIgn)' /proc/self/status; umask; pwd; ls /proc/self/fd | wc -l; wc -c < /dev/stdin; cut -d' ' -f6 /proc/$$/stat; echo $$");

        await harness.RunAsync(launch);

        // ls itself has its directory open as the fourth descriptor.
        var lines = harness.Output(launch).Split('\n');
        Assert.Equal(["SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000", "0022", "/", "4", "0"], lines[..6]);
        Assert.Equal(lines[6], lines[7]);
    }

    [LinuxFact]
    public async Task Start_ProgramNotOnPath_IsAStartError()
    {
        await using var harness = await DriverHarness.StartAsync();

        var observation = await harness.StartAsync(new TestLaunch { Arguments = ["no-such-program"] });

        Assert.Equal((ContainerRunState.Terminated, 128, "StartError"), (observation.State, observation.ExitCode, observation.Reason));
        Assert.Equal("exec: \"no-such-program\": executable file not found in $PATH", observation.Message);
    }

    [LinuxFact]
    public async Task Start_ProgramOnThePathOfItsEnvironment_IsFound()
    {
        await using var harness = await DriverHarness.StartAsync();
        var directory = Directory.CreateDirectory(Path.Combine(harness.Root, "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(directory, "only-here"), "/bin/true");

        var ended = await harness.RunAsync(new TestLaunch
        {
            Arguments = ["only-here"], Environment = new() { ["PATH"] = $"/nowhere::{directory}" },
        });

        Assert.Equal((0, null), (ended.ExitCode, ended.Reason));
    }

    [LinuxFact]
    public async Task Start_FileWithoutExecutePermission_IsAStartError()
    {
        await using var harness = await DriverHarness.StartAsync();

        var observation = await harness.StartAsync(new TestLaunch { Arguments = ["/etc/passwd"] });

        Assert.Equal((128, "StartError"), (observation.ExitCode, observation.Reason));
        Assert.Equal("exec: \"/etc/passwd\": permission denied", observation.Message);
    }

    [LinuxFact]
    public async Task Start_MissingWorkingDirectory_CannotRun()
    {
        await using var harness = await DriverHarness.StartAsync();

        var observation = await harness.StartAsync(TestLaunch.Shell("true") with { WorkingDirectory = "/no/such/place" });

        Assert.Equal((128, "ContainerCannotRun"), (observation.ExitCode, observation.Reason));
        Assert.Contains("/no/such/place", observation.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists("/no"));
    }

    [LinuxFact]
    public async Task Start_ArgumentWithNul_CannotRunAndIsRememberedAfterARestart()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = new TestLaunch { Arguments = ["/bin/echo", "a\0b"] };

        var observation = await harness.StartAsync(launch);
        await harness.RestartAsync();

        Assert.Equal("ContainerCannotRun", observation.Reason);
        var again = await harness.EndAsync(launch);
        Assert.Equal((observation.Reason, observation.Message), (again.Reason, again.Message));
    }

    [LinuxFact]
    public async Task Start_SpoolIsMissing_NothingCountsAndItCanBeTriedAgain()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("echo hi");
        Directory.CreateDirectory(harness.OutputPath(launch));

        await Assert.ThrowsAnyAsync<Exception>(() => harness.StartAsync(launch));
        Assert.DoesNotContain(harness.JournalOf(launch), line => line != "removed");
        Directory.Delete(harness.OutputPath(launch));

        Assert.Equal(0, (await harness.RunAsync(launch)).ExitCode);
    }
}
