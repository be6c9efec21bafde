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

        Assert.Equal((ContainerRunState.Running, started.ProcessId, started.StartedAt), (adopted.State, adopted.ProcessId, adopted.StartedAt));
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
        await Eventually.TrueAsync(() => harness.JournalOf(launch).Count == 2, "the record of the end");
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

        var seen = new Dictionary<string, ContainerRunState>();
        await foreach (var item in harness.Driver.WatchContainersAsync(CancellationToken.None))
        {
            if (item.Kind == ContainerWatchKind.Synced)
            {
                break;
            }

            seen[item.Observation!.Id.Name] = item.Observation.State;
        }

        Assert.Equal(5, seen.Count);
        Assert.All(seen, item => Assert.Equal((item.Key[1] - '0') % 2 == 0 ? ContainerRunState.Running : ContainerRunState.Terminated, item.Value));
    }

    [LinuxFact]
    public async Task Restart_AfterReboot_NothingIsTakenForRunning()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("exec sleep 1000");
        var process = (await harness.StartAsync(launch)).ProcessId!.Value;
        await harness.Driver.DisposeAsync();
        var boot = (await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id")).Trim();
        harness.EditJournal(text => text.Replace(boot, Guid.Empty.ToString(), StringComparison.Ordinal));

        await harness.RestartAsync();
        var ended = await harness.EndAsync(launch);

        Assert.Equal((ContainerRunState.Terminated, 137, "ContainerStatusUnknown"), (ended.State, ended.ExitCode, ended.Reason));
        Assert.Contains("machine was started again", ended.Message, StringComparison.Ordinal);
        // The process number of a former boot means another process now: it is not touched.
        Assert.True(Directory.Exists($"/proc/{process}"));
        await harness.Driver.DisposeAsync();
        var rebooted = harness.JournalOf(launch)[1];
        harness.EditJournal(text => text
            .Replace(Guid.Empty.ToString(), boot, StringComparison.Ordinal)
            .Replace($"{harness.IdOf(launch).Token} {rebooted}\n", "", StringComparison.Ordinal));
    }

    [LinuxFact]
    public async Task Restart_ProcessNumberOfTheSupervisorIsAnothersNow_NothingIsTakenForRunning()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("exec sleep 1000");
        var process = (await harness.StartAsync(launch)).ProcessId!.Value;
        await harness.Driver.DisposeAsync();
        var line = harness.JournalOf(launch)[0];
        var fields = line.Split(' ');
        fields[2] += "1";
        harness.EditJournal(text => text.Replace(line, string.Join(' ', fields), StringComparison.Ordinal));

        await harness.RestartAsync();
        var ended = await harness.EndAsync(launch);

        Assert.Equal((137, "ContainerStatusUnknown"), (ended.ExitCode, ended.Reason));
        await Eventually.TrueAsync(() => !Processes.LiveProcess.Exists(process), "what was left of the container is gone");
    }

    [LinuxFact]
    public async Task Restart_TornJournal_IsReadAsFarAsItIsWhole()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("exit 4");
        var torn = TestLaunch.Shell("true") with { Name = "torn" };
        await harness.RunAsync(launch);
        harness.EditJournal(text => $"{text}{harness.IdOf(torn).Token} started 1 2 3");

        await harness.RestartAsync();

        Assert.Equal(4, (await harness.EndAsync(launch)).ExitCode);
        Assert.Equal(0, (await harness.RunAsync(torn)).ExitCode);
    }

    [LinuxFact]
    public async Task Remove_LastContainerOfAFormerAgent_DeletesItsJournal()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("true");
        await harness.RunAsync(launch);
        await harness.RestartAsync();
        Assert.Single(harness.JournalOf(launch), line => line.StartsWith("started", StringComparison.Ordinal));

        await harness.Driver.RemoveContainerAsync(harness.IdOf(launch), CancellationToken.None);
        Assert.Empty(harness.JournalOf(launch));
        await harness.RestartAsync();

        var items = harness.Driver.WatchContainersAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        Assert.Equal(ContainerWatchKind.Synced, items.Current.Kind);
        await items.DisposeAsync();
    }

    [LinuxFact]
    public async Task Restart_RecordOfAnotherOwner_IsLeftAlone()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("true");
        await harness.RunAsync(launch);
        harness.EditJournal(text => text.Replace(harness.Context.Owner.Token, "somebodyelse", StringComparison.Ordinal));

        await harness.RestartAsync();

        var items = harness.Driver.WatchContainersAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        Assert.Equal(ContainerWatchKind.Synced, items.Current.Kind);
        await items.DisposeAsync();
        Assert.Equal(2, harness.JournalOf(launch).Count);
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
            Assert.Equal((ContainerRunState.Running, processes[launch.Name]), (adopted.State, adopted.ProcessId!.Value));
        }

        await File.WriteAllTextAsync(go, "");
        for (var i = 0; i < launches.Length; i++)
        {
            Assert.Equal(i, (await harness.EndAsync(launches[i])).ExitCode);
            var lines = harness.Output(launches[i]).Split('\n')[..^1];
            Assert.Equal([.. Enumerable.Range(1, lines.Length - 1).Select(line => $"line {line}"), "end"], lines);
        }
    }
}
