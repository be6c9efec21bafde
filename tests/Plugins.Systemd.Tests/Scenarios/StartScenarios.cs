using System.Globalization;
using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>What is told of a start.</summary>
internal static class StartScenarios
{
    private const int Many = 60;

    /// <summary>Some of them end before the manager has said that they run.</summary>
    public static async Task Programs_ThatEndAtOnce_AreReportedAsTheyEnded()
    {
        await using var harness = await Harness.StartAsync();
        string[][] programs = [["/bin/true"], ["/bin/false"], ["/bin/sh", "-c", "exit 7"]];
        int[] codes = [0, 1, 7];
        var template = harness.Shell("");
        await harness.Driver.PrepareSandboxAsync(template.Sandbox, CancellationToken.None);

        var ends = await Task.WhenAll(Enumerable.Range(0, Many).Select(async i =>
        {
            var launch = harness.As(string.Create(CultureInfo.InvariantCulture, $"c{i}"), template) with { Arguments = programs[i % programs.Length] };
            var start = await harness.Driver.StartContainerAsync(launch, CancellationToken.None);
            return (Start: start, End: await harness.EndAsync(launch));
        }));

        Assert.All(ends.Index(), item =>
        {
            var (i, pair) = item;
            Assert.Equal((null, null, codes[i % codes.Length]), (pair.End.Reason, pair.End.Message, pair.End.ExitCode));
            Assert.NotNull(pair.Start.StartedAt);
            Assert.Equal(pair.Start.StartedAt, pair.End.StartedAt);
            Assert.True(pair.End.FinishedAt >= pair.End.StartedAt);
        });
    }

    /// <summary>What the start tells without a look at the unit is what a look at it says.</summary>
    public static async Task Program_ThatRuns_IsTheProcessThatTheUnitHas()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("echo up; exec sleep 1000");

        var start = await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");
        await harness.RestartAsync(forget: true);
        var adopted = await harness.ObserveAsync(launch, _ => true);

        Assert.Equal(ContainerRunState.Running, start.State);
        Assert.Equal((start.ProcessId, start.StartedAt, start.BackendId), (adopted.ProcessId, adopted.StartedAt, adopted.BackendId));
        Assert.Equal("sleep", (await File.ReadAllTextAsync($"/proc/{start.ProcessId}/comm")).Trim());
    }
}
