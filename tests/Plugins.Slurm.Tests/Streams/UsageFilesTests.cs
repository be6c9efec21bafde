using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Streams;
using Reeve.Plugins.Slurm.Tests.Pods;
using Reeve.Testing;

namespace Reeve.Plugins.Slurm.Tests.Streams;

public sealed class UsageFilesTests
{
    [Fact]
    public void Parse_AnyText_DoesNotThrow() => Prop.ForAll<string>(text =>
    {
        _ = UsageFiles.Parse($"pod a\nusage 1 1\n{text}\ncontainer {text}").ToList();
    }).QuickCheckThrowOnFailure();

    [LinuxFact]
    public async Task Measure_PodOfTwoContainers_IsWhatItsJobWroteAndAsksItAnew()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        cluster.Run(pod.Id, "container a 0 running - 0 0 2000000 - 1 1 - i-0\ncontainer b 1 running - 0 0 2000000 - 1 1 - i-1");
        await cluster.ReportAsync(pod.Id, report => report.Containers.Count == 2);
        Directory.CreateDirectory(Path.Combine(cluster.DirectoryOf(pod.Id), "control"));
        var time = new ManualTimeProvider();
        var meter = new PodMeter(cluster.Director.Book, new ControllerOptions(), time);

        Assert.Empty(await meter.MeasureAsync(default));
        Assert.True(File.Exists(Path.Combine(cluster.DirectoryOf(pod.Id), "control", "usage")));
        var micros = (time.GetUtcNow() - TimeSpan.FromSeconds(9) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        await File.WriteAllTextAsync(
            Path.Combine(cluster.DirectoryOf(pod.Id), "usage"), $"usage 1 {micros}\ncontainer a 0 1500 4096\ncontainer b 0 99 99\ncontainer b 1 20 8192\ncontainer c 0 1 1\n");
        var stats = Assert.Single(await meter.MeasureAsync(default));

        Assert.Equal(
            [("a", TimeSpan.FromSeconds(1.5), 4096L), ("b", TimeSpan.FromSeconds(0.02), 8192L)],
            stats.Containers.Select(container => (container.Name, container.CpuTime!.Value, container.MemoryWorkingSetBytes!.Value)));
        Assert.All(stats.Containers, container => Assert.Equal(time.GetUtcNow() - TimeSpan.FromSeconds(9), container.Time));
        time.Advance(TimeSpan.FromMinutes(3));
        Assert.Empty(await meter.MeasureAsync(default));
    }
}
