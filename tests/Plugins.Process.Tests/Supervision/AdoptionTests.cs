using Reeve.Containers;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Process.Tests.Supervision;

public sealed class AdoptionTests
{
    [LinuxFact]
    public async Task Restart_RunningContainer_IsAdoptedWithItsProcessExitCodeAndOutput()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("trap 'echo bye; exit 6' TERM; echo ready; while :; do sleep 0.01; done");
        var started = await harness.StartAsync(launch);
        await harness.WrittenAsync(launch, "ready");

        await harness.RestartAsync();
        var adopted = await harness.ObserveAsync(launch, _ => true);
        await harness.Driver.StopContainerAsync(harness.IdOf(launch), null, TimeSpan.FromHours(1), CancellationToken.None);
        var ended = await harness.EndAsync(launch);

        Assert.Equal((ContainerState.Running, started.ProcessId, started.StartedAt), (adopted.State, adopted.ProcessId, adopted.StartedAt));
        Assert.Equal(6, ended.ExitCode);
        Assert.Equal("ready\nbye\n", harness.Output(launch));
    }

    [LinuxFact]
    public async Task Restart_ContainerEndedMeanwhile_IsReportedWithItsExitCode()
    {
        await using var harness = await DriverHarness.StartAsync();
        var go = Path.Combine(harness.Root, "go");
        var launch = TestLaunch.Shell($"while ! [ -e {go} ]; do sleep 0.01; done; echo late; exit 9");
        await harness.StartAsync(launch);

        await harness.Driver.DisposeAsync();
        await File.WriteAllTextAsync(go, "");
        await Eventually.TrueAsync(() => File.Exists(harness.RecordPath(launch) + ".exit"), "the record of the end");
        await harness.RestartAsync();

        var ended = await harness.EndAsync(launch);
        Assert.Equal((9, null), (ended.ExitCode, ended.Reason));
        Assert.Equal("late\n", harness.Output(launch));
    }

    [LinuxFact]
    public async Task Watch_AfterRestart_ListsEverythingThenSaysSynced()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launches = Enumerable.Range(0, 5).Select(i => TestLaunch.Shell(i % 2 == 0 ? "exec sleep 1000" : "exit 1") with { Name = $"c{i}" }).ToList();
        foreach (var launch in launches)
        {
            await harness.StartAsync(launch);
        }

        await Task.WhenAll(launches.Where((_, i) => i % 2 == 1).Select(harness.EndAsync));
        await harness.RestartAsync();

        var seen = new Dictionary<string, ContainerState>();
        await foreach (var item in harness.Driver.WatchContainersAsync(CancellationToken.None))
        {
            if (item.Kind == ContainerWatchKind.Synced)
            {
                break;
            }

            seen[item.Observation!.Id.Name] = item.Observation.State;
        }

        Assert.Equal(5, seen.Count);
        Assert.All(seen, item => Assert.Equal((item.Key[1] - '0') % 2 == 0 ? ContainerState.Running : ContainerState.Terminated, item.Value));
    }

    [LinuxFact]
    public async Task Restart_AfterReboot_NothingIsTakenForRunning()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("exec sleep 1000");
        var process = (await harness.StartAsync(launch)).ProcessId!.Value;
        await harness.Driver.DisposeAsync();
        var record = harness.RecordPath(launch);
        var boot = (await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id")).Trim();
        await File.WriteAllTextAsync(record, (await File.ReadAllTextAsync(record)).Replace(boot, Guid.Empty.ToString(), StringComparison.Ordinal));

        await harness.RestartAsync();
        var ended = await harness.EndAsync(launch);

        Assert.Equal((ContainerState.Terminated, 137, "ContainerStatusUnknown"), (ended.State, ended.ExitCode, ended.Reason));
        Assert.Contains("machine was started again", ended.Message, StringComparison.Ordinal);
        // The process number of a former boot means another process now: it is not touched.
        Assert.True(Directory.Exists($"/proc/{process}"));
        await RestoreAsync(record, boot, harness);
    }

    [LinuxFact]
    public async Task Restart_ProcessNumberOfTheSupervisorIsAnothersNow_NothingIsTakenForRunning()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("exec sleep 1000");
        var process = (await harness.StartAsync(launch)).ProcessId!.Value;
        await harness.Driver.DisposeAsync();
        var record = harness.RecordPath(launch);
        var fields = (await File.ReadAllTextAsync(record)).Split(' ');
        fields[2] += "1";
        await File.WriteAllTextAsync(record, string.Join(' ', fields));

        await harness.RestartAsync();
        var ended = await harness.EndAsync(launch);

        Assert.Equal((137, "ContainerStatusUnknown"), (ended.ExitCode, ended.Reason));
        await Eventually.TrueAsync(() => !Processes.LiveProcess.Exists(process), "what was left of the container is gone");
    }

    [LinuxFact]
    public async Task Restart_TornRecord_IsRemovedAndNotReported()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("true");
        await File.WriteAllTextAsync(harness.RecordPath(launch), "started 1 2");

        await harness.RestartAsync();

        Assert.False(File.Exists(harness.RecordPath(launch)));
        Assert.Equal(0, (await harness.RunAsync(launch)).ExitCode);
    }

    [LinuxFact]
    public async Task Restart_RecordOfAnotherOwner_IsLeftAlone()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("true");
        await harness.RunAsync(launch);
        var record = harness.RecordPath(launch);
        var text = await File.ReadAllTextAsync(record);
        await File.WriteAllTextAsync(record, text.Replace(harness.Context.Owner.Token, "somebodyelse", StringComparison.Ordinal));

        await harness.RestartAsync();

        var items = harness.Driver.WatchContainersAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        Assert.Equal(ContainerWatchKind.Synced, items.Current.Kind);
        await items.DisposeAsync();
        Assert.True(File.Exists(record));
    }

    [LinuxFact]
    public async Task AgentIsKilled_ContainersGoOnAndAreAdopted()
    {
        var root = DriverHarness.NewDirectory();
        var go = Path.Combine(root, "go");
        var launches = Enumerable.Range(0, 10)
            .Select(i => TestLaunch.Shell($"i=0; while ! [ -e {go} ]; do i=$((i+1)); echo line $i; sleep 0.01; done; echo end; exit {i}") with { Name = $"c{i}" })
            .ToArray();
        Dictionary<string, int> processes;
        using (var agent = AgentProcess.Start(root, "{}", launches))
        {
            processes = await agent.StartedAsync(launches.Length);
            agent.Kill();
        }

        await using var harness = await DriverHarness.StartAsync(root: root);
        foreach (var launch in launches)
        {
            var adopted = await harness.ObserveAsync(launch, _ => true);
            Assert.Equal((ContainerState.Running, processes[launch.Name]), (adopted.State, adopted.ProcessId!.Value));
        }

        await File.WriteAllTextAsync(go, "");
        for (var i = 0; i < launches.Length; i++)
        {
            Assert.Equal(i, (await harness.EndAsync(launches[i])).ExitCode);
            var lines = harness.Output(launches[i]).Split('\n')[..^1];
            Assert.Equal([.. Enumerable.Range(1, lines.Length - 1).Select(line => $"line {line}"), "end"], lines);
        }
    }

    private static async Task RestoreAsync(string record, string boot, DriverHarness harness)
    {
        await harness.Driver.DisposeAsync();
        await File.WriteAllTextAsync(record, (await File.ReadAllTextAsync(record)).Replace(Guid.Empty.ToString(), boot, StringComparison.Ordinal));
        File.Delete(record + ".exit");
    }
}
