using System.Text.Json.Nodes;
using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Slurm;

/// <summary>What pods show when a real Slurm ends their jobs.</summary>
public sealed class SlurmEndTests(SlurmEndFixture site) : IClassFixture<SlurmEndFixture>
{
    [RequiresFact(Component.SlurmNode)]
    public async Task TimeLimit_WithWarningOrLoweredByAnAdministrator_FailsThePodWithDeadlineExceeded()
    {
        await Task.WhenAll(
            site.CreateAsync("warned", "exec sleep 600", annotations: "\"slurm.reeve.dev/partition\": \"short\""),
            site.CreateAsync("lowered", "exec sleep 600"));
        await Task.WhenAll(site.WaitAsync("warned", pod => SlurmEndFixture.HasEnded(pod) || pod.IsReady(), "it begins"), site.RunsAsync("lowered"));
        var lowered = await site.JobAsync("lowered");

        await site.Cluster.RunAsync("scontrol", "update", $"JobId={lowered}", "EndTime=now+2");

        AssertFailed(await site.EndsAsync("lowered"), "DeadlineExceeded", $"Slurm job {lowered} reached its time limit.");
        Assert.Equal("DeadlineExceeded", (await site.EndsAsync("warned")).Text("status.reason"));
        await StateAsync(lowered, "TIMEOUT");
    }

    [RequiresFact(Component.SlurmNode)]
    public async Task Preemption_OneJobIsCancelledAndAnotherPutBack_FailsTheFirstPodAndRunsTheOtherAgain()
    {
        var go = Path.Combine(site.Cluster.Login.SharedDirectory, "go");
        await Task.WhenAll(
            site.CreateAsync("cancelled", "exec sleep 600", 4, annotations: "\"slurm.reeve.dev/partition\": \"scavenge\""),
            site.CreateAsync("put-back", "exec sleep 600", 4, annotations: "\"slurm.reeve.dev/flags\": \"--requeue\""));
        await Task.WhenAll(site.RunsAsync("cancelled"), site.RunsAsync("put-back"));
        var (cancelled, putBack) = (await site.JobAsync("cancelled"), await site.JobAsync("put-back"));

        await site.CreateAsync("urgent", $"until [ -e {go} ]; do sleep 0.2; done", 8, annotations: "\"slurm.reeve.dev/partition\": \"urgent\"");

        AssertFailed(await site.EndsAsync("cancelled"), "Preempted", $"Slurm job {cancelled} had to make room for a job of higher priority.");
        await StateAsync(cancelled, "PREEMPTED");
        var waits = await site.WaitAsync(
            "put-back", pod => SlurmEndFixture.HasEnded(pod) || pod.Text("status.containerStatuses.0.state.waiting.reason") == "JobRequeued", "it waits again");
        Assert.Equal("JobRequeued", waits.Text("status.containerStatuses.0.state.waiting.reason"));
        await site.RunsAsync("urgent");

        await File.WriteAllTextAsync(go, "");
        Assert.Equal("Succeeded", (await site.EndsAsync("urgent")).Text("status.phase"));
        // Slurm lets what was put back rest for two minutes.
        await site.Cluster.RunAsync("scontrol", "update", $"JobId={putBack}", "StartTime=now");
        var again = await site.RunsAsync("put-back");
        Assert.Equal(("Running", "1"), (again.Text("status.phase"), again.Text("status.containerStatuses.0.restartCount")));
        await site.Plane.Admin.DeleteAsync($"{site.Agent.Pods}/put-back");
        await site.Plane.Admin.WaitAsync($"{site.Agent.Pods}/put-back", pod => pod is null, "it is gone");
        Assert.Equal("", (await site.Cluster.RunAsync("squeue", "--noheader", $"--jobs={putBack}", "--states=running,pending")).Trim());
    }

    [MemoryLimitFact]
    public async Task MemoryLimit_IsExceeded_FailsThePodWhoseContainerIsOomKilled()
    {
        // A word of 200 MB, in a shell of its own, so that the kernel takes that one.
        await site.CreateAsync("hungry", "x=$(head -c 200000000 /dev/zero | tr '\\0' a); echo survived");

        var pod = await site.EndsAsync("hungry");

        // As in every cluster the container says it; the pod as a whole has no reason.
        Assert.Equal(("Failed", null), (pod.Text("status.phase"), pod.Text("status.reason")));
        Assert.Equal(("OOMKilled", "137"), (pod.Text("status.containerStatuses.0.state.terminated.reason"), pod.Text("status.containerStatuses.0.state.terminated.exitCode")));
        await StateAsync(await site.JobAsync("hungry"), "OUT_OF_MEMORY");
    }

    [MemoryLimitFact]
    public async Task MemoryLimit_IsExceededByAnAttemptThatIsFollowedByABetterOne_SucceedsAsItsContainersDid()
    {
        var mark = Path.Combine(site.Cluster.Login.SharedDirectory, "tried");
        var script = $"[ ! -e {mark} ] || exit 0; : >{mark}; x=$(head -c 200000000 /dev/zero | tr '\\0' a); exit 1";
        await site.CreateAsync("wiser", script, restartPolicy: "OnFailure");

        var pod = await site.EndsAsync("wiser");

        Assert.Equal(("Succeeded", "1"), (pod.Text("status.phase"), pod.Text("status.containerStatuses.0.restartCount")));
        Assert.Equal("OOMKilled", pod.Text("status.containerStatuses.0.lastState.terminated.reason"));
        await StateAsync(await site.JobAsync("wiser"), "OUT_OF_MEMORY");
    }

    private static void AssertFailed(JsonNode pod, string reason, string message) =>
        Assert.Equal(("Failed", reason, message), (pod.Text("status.phase"), pod.Text("status.reason"), pod.Text("status.message")));

    // Slurm's own word for the end, which may come after the script's.
    private Task StateAsync(string job, string state) => Eventually.TrueAsync(
        async () => (await site.Cluster.RunAsync("squeue", "--noheader", "--states=all", $"--jobs={job}", "--format=%T")).Trim() == state, $"job {job} is {state}");
}
