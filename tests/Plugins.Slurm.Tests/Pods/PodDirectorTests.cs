using Reeve.Plugins.Slurm.Controller;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Tests.Pods;

public sealed class PodDirectorTests
{
    private const string Running = "container main 0 running - 0 0 2000000 - 1 1 - i-0";
    private const string Done = "container main 0 terminated Completed 0 0 2000000 3000000 0 0 - i-0";

    [LinuxFact]
    public async Task StartAsync_ManyPodsTogether_ShareOneUploadAndOneSubmission()
    {
        await using var cluster = new FakeCluster();
        await cluster.Director.StartAsync(cluster.Pod(), default);
        var pods = Enumerable.Range(0, 50).Select(i => cluster.Pod($"pod-{i}")).ToList();

        await Task.WhenAll(pods.Select(pod => cluster.Director.StartAsync(pod, default)));

        Assert.Equal(51, cluster.Controller.Jobs.Count);
        Assert.Equal(51, cluster.Controller.Submissions.Sum());
        Assert.True(cluster.Controller.Submissions.Count <= 6, $"{cluster.Controller.Submissions.Count} submissions");
        Assert.Equal(cluster.Controller.Submissions, cluster.Shell.Uploads);
    }

    [LinuxFact]
    public async Task StartAsync_Again_LeavesThePodAlone()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod();

        await cluster.Director.StartAsync(pod, default);
        await cluster.Director.StartAsync(pod, default);
        await cluster.RestartAsync();
        await cluster.Director.StartAsync(pod, default);

        Assert.Single(cluster.Controller.Jobs);
    }

    [LinuxFact]
    public async Task StartAsync_AfterALostReply_FindsTheJob()
    {
        await using var cluster = new FakeCluster();
        cluster.Controller.LosesReply = true;
        var pod = cluster.Pod();

        var failure = await Assert.ThrowsAsync<ProviderException>(() => cluster.Director.StartAsync(pod, default));
        await cluster.Director.StartAsync(pod, default);

        Assert.Equal(ErrorReason.Transient, failure.Reason);
        Assert.Single(cluster.Controller.Jobs);
        await cluster.ReportAsync(pod.Id, report => report.WaitingReason == "Priority");
    }

    [LinuxFact]
    public async Task StartAsync_Refused_ThrowsSlurmsWordsAndLeavesNothing()
    {
        await using var cluster = new FakeCluster();
        var (good, bad) = (cluster.Pod("good"), cluster.Pod("bad"));
        cluster.Controller.Refuse = job => job.Name.EndsWith(bad.Id.Token, StringComparison.Ordinal)
            ? new ProviderException(ErrorReason.Invalid, "sbatch: Invalid account")
            : null;

        var starts = new[] { cluster.Director.StartAsync(good, default), cluster.Director.StartAsync(bad, default) };
        var failure = await Assert.ThrowsAsync<ProviderException>(() => Task.WhenAll(starts));

        Assert.Equal((ErrorReason.Invalid, "sbatch: Invalid account"), (failure.Reason, failure.Message));
        Assert.True(starts[0].IsCompletedSuccessfully);
        Assert.False(Directory.Exists(cluster.DirectoryOf(bad.Id)));
        Assert.Null(cluster.Director.Book.Find(bad.Id));
        cluster.Controller.Refuse = null;
        await cluster.Director.StartAsync(bad, default);
        Assert.Equal(2, cluster.Controller.Jobs.Count);
    }

    [LinuxFact]
    public async Task WatchAsync_APodsLife_IsReported()
    {
        await using var cluster = new FakeCluster();
        using var end = new CancellationTokenSource();
        var items = new System.Collections.Concurrent.ConcurrentQueue<PodWatchItem>();
        var watch = Task.Run(async () =>
        {
            await foreach (var item in cluster.Director.WatchAsync(end.Token))
            {
                items.Enqueue(item);
            }
        });
        await Eventually.TrueAsync(() => items.Any(item => item.Kind == PodWatchKind.Synced), "Synced");
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        await Eventually.TrueAsync(() => items.Any(item => item.Report?.WaitingReason == "Priority"), "it waits");
        cluster.Run(pod.Id, Running);
        await Eventually.TrueAsync(() => items.Any(item => item.Report is { Containers: [{ State: ContainerRunState.Running, Ready: true }], HostIPs: ["10.0.0.7"] }), "it runs");
        await Eventually.TrueAsync(() => items.Any(item => item.Report?.Events.Any(one => one.Reason == "JobStarted") == true), "Slurm says so as well");
        cluster.Run(pod.Id, Done, 2, ended: true);
        cluster.Controller.Set(cluster.JobOf(pod.Id).Id, job => job with { State = JobState.Completed });
        await Eventually.TrueAsync(() => items.Any(item => item.Report is { Finished: true, Failure: null, Containers: [{ State: ContainerRunState.Terminated, ExitCode: 0 }] }), "it ends");
        await cluster.Director.RemoveAsync(pod.Id, default);
        await Eventually.TrueAsync(() => items.Any(item => item.Removed == pod.Id), "it is gone");

        var reasons = items.SelectMany(item => item.Report?.Events ?? []).Select(item => item.Reason).ToList();
        // Two sources tell of the start, in whichever order.
        Assert.Equal(["JobStarted", "JobSubmitted", "Priority", "Started"], reasons.Where(reason => reason != "None").Distinct().Order());
        Assert.Equal("1", items.First(item => item.Report is not null).Report!.BackendHandle);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    [LinuxFact]
    public async Task StopAsync_JobThatWaits_IsCancelledAtOnce()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);

        await cluster.Director.StopAsync(pod.Id, TimeSpan.FromHours(1), default);

        Assert.Equal([(1L, (string?)null)], cluster.Controller.Signals);
        var report = await cluster.ReportAsync(pod.Id, one => one.Finished);
        Assert.Null(report.Failure);
    }

    [LinuxFact]
    public async Task StopAsync_JobThatRuns_IsToldTheGraceAndTheShorterCounts()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        cluster.Run(pod.Id, Running);
        await cluster.ReportAsync(pod.Id, report => report.Containers is [{ State: ContainerRunState.Running }]);
        var word = Path.Combine(cluster.DirectoryOf(pod.Id), "control", "stop");

        var first = cluster.Director.StopAsync(pod.Id, TimeSpan.FromHours(1), default);
        await Eventually.TrueAsync(() => File.Exists(word) && File.ReadAllText(word) == "3600\n", "the first word");
        var longer = cluster.Director.StopAsync(pod.Id, TimeSpan.FromHours(2), default);
        var shorter = cluster.Director.StopAsync(pod.Id, TimeSpan.FromSeconds(2), default);
        await Eventually.TrueAsync(() => File.ReadAllText(word) == "2\n", "the shorter word");
        Assert.False(first.IsCompleted);
        cluster.Run(pod.Id, "container main 0 terminated Error 143 0 2000000 3000000 0 0 - i-0", 2, ended: true);

        await Task.WhenAll(first, longer, shorter);
        Assert.Equal([(1L, "USR1"), (1L, "USR1")], cluster.Controller.Signals);
    }

    [LinuxFact]
    public async Task StopAsync_JobThatRunsButIsListedAsWaiting_IsToldTheGrace()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        await cluster.ReportAsync(pod.Id, report => report.WaitingReason == "Priority");
        cluster.WriteStatus(pod.Id, 1, Running);
        await cluster.ReportAsync(pod.Id, report => report.Containers is [{ State: ContainerRunState.Running }]);

        var stop = cluster.Director.StopAsync(pod.Id, TimeSpan.FromHours(1), default);

        await Eventually.TrueAsync(() => !cluster.Controller.Signals.IsEmpty, "the job is told");
        Assert.Equal([(1L, "USR1")], cluster.Controller.Signals);
        Assert.Equal("3600\n", File.ReadAllText(Path.Combine(cluster.DirectoryOf(pod.Id), "control", "stop")));
        cluster.WriteStatus(pod.Id, 1, Done, 2, ended: true);
        await stop;
    }

    [LinuxFact]
    public async Task StopAsync_JobThatWasPutBack_IsCancelledAtOnce()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        cluster.Run(pod.Id, Running);
        await cluster.ReportAsync(pod.Id, report => report.Containers is [{ State: ContainerRunState.Running }]);
        cluster.Controller.Set(1, job => job with { State = JobState.Pending, Requeues = 1 });
        await cluster.ReportAsync(pod.Id, report => report.Containers is [{ State: ContainerRunState.Waiting, Reason: "JobRequeued" }]);

        await cluster.Director.StopAsync(pod.Id, TimeSpan.FromHours(1), default);

        Assert.Equal([(1L, (string?)null)], cluster.Controller.Signals);
    }

    [LinuxFact]
    public async Task RemoveAsync_JobThatSlurmStillRemembers_IsNotReportedAgain()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        cluster.Run(pod.Id, Done, ended: true);
        cluster.Controller.Set(1, job => job with { State = JobState.Completed });

        await cluster.Director.RemoveAsync(pod.Id, default);

        Assert.False(Directory.Exists(cluster.DirectoryOf(pod.Id)));
        await cluster.RestartAsync();
        await foreach (var item in cluster.Director.WatchAsync(default))
        {
            Assert.Equal(PodWatchKind.Synced, item.Kind);
            break;
        }

        await Assert.ThrowsAsync<ProviderException>(() => cluster.Director.RemoveAsync(pod.Id, default));
    }

    [LinuxFact]
    public async Task WatchAsync_ByAnAgentThatLostEverything_ReportsAllPodsBeforeSynced()
    {
        await using var cluster = new FakeCluster();
        var pods = Enumerable.Range(0, 3).Select(i => cluster.Pod($"pod-{i}")).ToList();
        foreach (var pod in pods)
        {
            await cluster.Director.StartAsync(pod, default);
        }

        cluster.Run(pods[1].Id, Running);
        cluster.Run(pods[2].Id, Done, ended: true);
        cluster.Controller.Jobs.TryRemove(cluster.JobOf(pods[2].Id).Id, out _);
        await cluster.RestartAsync();

        var reports = new List<PodReport>();
        await foreach (var item in cluster.Director.WatchAsync(default))
        {
            if (item.Kind == PodWatchKind.Synced)
            {
                break;
            }

            reports.Add(item.Report!);
        }

        Assert.Equal(pods.Select(pod => pod.Id.Uid).Order(), reports.Select(report => report.Id.Uid).Order());
        Assert.Equal("Priority", reports.Single(report => report.Id == pods[0].Id).WaitingReason);
        Assert.Equal(ContainerRunState.Running, reports.Single(report => report.Id == pods[1].Id).Containers[0].State);
        Assert.True(reports.Single(report => report.Id == pods[2].Id).Finished);
    }

    [LinuxFact]
    public async Task WatchAsync_JobThatNobodyKnowsAnyMore_IsLostAfterAWhile()
    {
        await using var cluster = new FakeCluster(lostSeconds: 0.5);
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        cluster.Run(pod.Id, Running);
        await cluster.ReportAsync(pod.Id, report => report.Containers.Count == 1);

        cluster.Controller.Jobs.Clear();

        var lost = await cluster.ReportAsync(pod.Id, report => report.Failure is not null && report.Containers[0].State == ContainerRunState.Terminated);
        Assert.Equal("JobLost", lost.Failure!.Reason);
    }

    [LinuxFact]
    public async Task WatchAsync_JobThatEndedBeforeItCouldSaySo_FailsWithItsOutput()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        File.WriteAllText(Path.Combine(cluster.DirectoryOf(pod.Id), "job.out"), "disk quota exceeded\n");
        cluster.Controller.Set(1, job => job with { State = JobState.Failed, ExitCode = 3, Nodes = "node1", StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(1) });

        var report = await cluster.ReportAsync(pod.Id, one => one.Failure is not null);

        Assert.Equal(("JobFailed", true), (report.Failure!.Reason, report.Failure.Message!.Contains("exit code 3", StringComparison.Ordinal)));
        Assert.Contains("disk quota exceeded", report.Failure.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task WatchAsync_TwoJobsOfOnePod_CancelsTheOneThatWaitsInVain()
    {
        await using var cluster = new FakeCluster();
        var pod = cluster.Pod();
        await cluster.Director.StartAsync(pod, default);
        cluster.Run(pod.Id, Running);
        cluster.Controller.Jobs[99] = cluster.Controller.Jobs[1] with { Id = 99, State = JobState.Pending };
        await cluster.ReportAsync(pod.Id, report => report.Containers.Count == 1);

        await Eventually.TrueAsync(() => cluster.Controller.Signals.Contains((99, null)), "the second job is cancelled");

        Assert.Equal("1", (await cluster.ReportAsync(pod.Id, _ => true)).BackendHandle);
    }
}
