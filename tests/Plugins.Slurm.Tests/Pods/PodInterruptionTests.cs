using Reeve.Plugins.Slurm.Controller;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Tests.Pods;

/// <summary>Slurm ends a run of a job, whose script has time to write that its containers have ended.</summary>
public sealed class PodInterruptionTests
{
    private const string Running = "container main 0 running - 0 0 2000000 - 1 1 - i-0";
    private const string Ended = "interrupted\ncontainer main 0 terminated Error 143 0 2000000 3000000 0 0 - i-0";

    [LinuxFact]
    public async Task Watch_RunThatSlurmEnded_IsOverOnlyWhenSlurmSaysWhy()
    {
        await using var cluster = new FakeCluster();
        var pod = await RunAsync(cluster);

        cluster.Run(pod.Id, Ended, 2, ended: true);
        var open = await cluster.ReportAsync(pod.Id, report => report.Containers is [{ State: ContainerRunState.Waiting, Reason: "JobInterrupted" }]);
        Assert.False(open.Finished);
        cluster.Controller.Set(1, job => job with { State = JobState.Preempted });

        var report = await cluster.ReportAsync(pod.Id, report => report.Finished);
        Assert.Equal("Preempted", report.Failure?.Reason);
        Assert.Equal((ContainerRunState.Terminated, 143), (report.Containers[0].State, report.Containers[0].ExitCode));
    }

    [LinuxFact]
    public async Task Stop_RunThatSlurmEndedAndPutBack_CancelsTheJob()
    {
        await using var cluster = new FakeCluster();
        var pod = await RunAsync(cluster);
        cluster.Run(pod.Id, Ended, 2, ended: true);
        cluster.Controller.Set(1, job => job with { State = JobState.Pending, Requeues = 1 });
        var report = await cluster.ReportAsync(pod.Id, report => report.Containers is [{ State: ContainerRunState.Waiting, Reason: "JobRequeued" }]);
        Assert.Equal((false, null), (report.Finished, report.Failure));

        await cluster.Director.StopAsync(pod.Id, TimeSpan.FromHours(1), default);

        Assert.Equal([(1L, (string?)null)], cluster.Controller.Signals);
    }

    [LinuxFact]
    public async Task Watch_OutOfMemoryOfAJobWhoseContainersSucceeded_IsNoFailure()
    {
        await using var cluster = new FakeCluster();
        var pod = await RunAsync(cluster);

        cluster.Controller.Set(1, job => job with { State = JobState.OutOfMemory });
        cluster.WriteStatus(pod.Id, 1, "container main 1 terminated Completed 0 0 2000000 3000000 0 0 - i-1\nlast main 0 OOMKilled 137 0 1000000 2000000 -", 2, ended: true);

        var report = await cluster.ReportAsync(pod.Id, report => report.Finished && cluster.Director.Book.Find(pod.Id)!.Findings.IsSettled);
        Assert.Null(report.Failure);
        Assert.Equal((0, "OOMKilled"), (report.Containers[0].ExitCode, report.Containers[0].Last?.Reason));
    }

    private static async Task<ResolvedPod> RunAsync(FakeCluster cluster)
    {
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        cluster.Run(pod.Id, Running);
        await cluster.ReportAsync(pod.Id, report => report.Containers is [{ State: ContainerRunState.Running }]);
        return pod;
    }
}
