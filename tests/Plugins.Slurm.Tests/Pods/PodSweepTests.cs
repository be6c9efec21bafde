using Reeve.Testing;

namespace Reeve.Plugins.Slurm.Tests.Pods;

public sealed class PodSweepTests
{
    private const string Running = "container main 0 running - 0 0 2000000 - 1 1 - i-0";

    [LinuxFact]
    public async Task Sweep_DirectoriesThatNeverGotAJob_AreRemovedAndNothingElse()
    {
        await using var cluster = new FakeCluster(abandonedSeconds: 2);
        var (abandoned, waiting, running, claimed, foreign) = (cluster.Pod("a"), cluster.Pod("b"), cluster.Pod("c"), cluster.Pod("d"), cluster.Pod("e"));
        await cluster.Director.StartAsync(waiting, default);
        await cluster.Director.StartAsync(running, default);
        cluster.Run(running.Id, Running);
        await cluster.UploadAsync(abandoned);
        await cluster.UploadAsync(claimed);
        File.CreateSymbolicLink(Path.Combine(cluster.DirectoryOf(claimed.Id), "claim"), "77");
        await cluster.UploadAsync(foreign);
        await File.WriteAllTextAsync(Path.Combine(cluster.DirectoryOf(foreign.Id), "pod.json"), """{"cluster":"other","node":"n1","uid":"x"}""");
        var broken = Directory.CreateDirectory(Path.Combine(cluster.User.Root, ".upload-0123")).FullName;
        await cluster.RestartAsync();

        await Eventually.TrueAsync(() => !Directory.Exists(cluster.DirectoryOf(abandoned.Id)) && !Directory.Exists(broken), "what was abandoned is gone");

        Assert.All([waiting, running, claimed, foreign], pod => Assert.True(Directory.Exists(cluster.DirectoryOf(pod.Id))));
        await cluster.Director.StartAsync(abandoned, default);
        Assert.True(Directory.Exists(cluster.DirectoryOf(abandoned.Id)));
        Assert.Equal(3, cluster.Controller.Jobs.Count);
    }

    [LinuxFact]
    public async Task Sweep_JobsThatNobodyWasToldOf_KeepTheirDirectories()
    {
        await using var cluster = new FakeCluster(abandonedSeconds: 1);
        var (told, untold) = (cluster.Pod("told"), cluster.Pod("untold"));
        cluster.Controller.LosesReply = true;
        await Assert.ThrowsAsync<ProviderException>(() => cluster.Director.StartAsync(untold, default));
        await cluster.RestartAsync();
        await cluster.UploadAsync(told);
        await cluster.RestartAsync();

        await Eventually.TrueAsync(() => !Directory.Exists(cluster.DirectoryOf(told.Id)), "the one without a job is gone");

        Assert.True(Directory.Exists(cluster.DirectoryOf(untold.Id)));
        Assert.Single(cluster.Controller.Jobs);
    }
}
