using System.Text;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Tests.Pods;

public sealed class PodUpdateTests
{
    [LinuxFact]
    public async Task UpdateAsync_ChangedVolume_IsReplacedAsAWhole()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod() with { Volumes = [Volume("r1", ("a", "1"), ("gone", "x"))] };
        await cluster.Director.StartAsync(pod, default);
        var directory = Path.Combine(cluster.DirectoryOf(pod.Id), "volumes", "config");

        var results = await cluster.Director.UpdateAsync(pod with { Volumes = [Volume("r2", ("a", "2"), ("new", "y"))] }, PodChanges.Volumes, default);
        await cluster.Director.UpdateAsync(pod with { Volumes = [Volume("r2", ("a", "2"), ("new", "y"))] }, PodChanges.Volumes, default);

        Assert.Equal((PodChanges.Volumes, PodChangeOutcome.Applied), (Assert.Single(results).Change, results[0].Outcome));
        Assert.Equal("2", File.ReadAllText(Path.Combine(directory, "a")));
        Assert.Equal("y", File.ReadAllText(Path.Combine(directory, "new")));
        Assert.Equal(["..data", "a", "new"], Directory.EnumerateFileSystemEntries(directory).Select(Path.GetFileName).Where(name => name != DataOf(directory)).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(cluster.DirectoryOf(pod.Id), "updates")));
    }

    [LinuxFact]
    public async Task UpdateAsync_WhatAJobCannotChange_IsInfeasible()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);

        var results = await cluster.Director.UpdateAsync(pod, PodChanges.Image | PodChanges.Resources | PodChanges.Metadata, default);

        Assert.Equal(
            [PodChangeOutcome.Infeasible, PodChangeOutcome.Infeasible, PodChangeOutcome.Applied],
            results.OrderByDescending(result => result.Change == PodChanges.Image).ThenBy(result => result.Change).Select(result => result.Outcome));
        Assert.All(results.Where(result => result.Outcome == PodChangeOutcome.Infeasible), result => Assert.NotNull(result.Message));
    }

    [LinuxFact]
    public async Task UpdateAsync_Deadline_ChangesTheLimitOfTheJobAndTellsItsScript()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        var next = pod with { Pod = pod.Pod with { Spec = pod.Pod.Spec with { ActiveDeadlineSeconds = 90 } } };

        var result = Assert.Single(await cluster.Director.UpdateAsync(next, PodChanges.Deadline, default));

        Assert.Equal(PodChangeOutcome.Applied, result.Outcome);
        Assert.Equal([(1L, TimeSpan.FromSeconds(120))], cluster.Controller.Limits);
        Assert.Equal("90\n", File.ReadAllText(Path.Combine(cluster.DirectoryOf(pod.Id), "control", "deadline")));
    }

    private static string DataOf(string directory) => new DirectoryInfo(Path.Combine(directory, "..data")).LinkTarget!;

    private static FilesVolume Volume(string revision, params (string Path, string Text)[] files) => new()
    {
        Name = "config",
        Revision = revision,
        Files = [.. files.Select(file => new VolumeFile { Path = file.Path, Content = Encoding.UTF8.GetBytes(file.Text) })],
    };
}
