using System.Globalization;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Polling;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>Makes the events of a pod of the difference between two states of knowledge. Pure.</summary>
internal static class PodEvents
{
    /// <summary>What happened between.</summary>
    /// <param name="before">What was known; of a pod that was found again nothing, and then nothing is told.</param>
    /// <param name="after">What is known.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<PodEvent> Between(PodFindings before, PodFindings after, DateTimeOffset now) =>
        before.IsAccepted ? [.. OfJob(before, after, now), .. OfContainers(before, after)] : [];

    /// <summary>The event of a submission that was accepted.</summary>
    public static PodEvent Submitted(long job, DateTimeOffset now) => Normal("JobSubmitted", $"Submitted as Slurm job {Number(job)}", now);

    private static IEnumerable<PodEvent> OfJob(PodFindings before, PodFindings after, DateTimeOffset now)
    {
        if (after is not { View: { } view, Job: { } job } || before.View == view)
        {
            yield break;
        }

        if (before.Job is { } last && job.Requeues > last.Requeues)
        {
            yield return Warning("JobRequeued", $"Slurm job {Number(job.Id)} was put back into the queue", now);
        }

        if (view.Phase == JobPhase.Waiting && job.Reason.Length > 0 && (before.View?.Phase != JobPhase.Waiting || before.View.Reason != view.Reason))
        {
            yield return Normal(view.Reason, PodReports.WaitingMessage(after), now);
        }

        if (view.Phase == JobPhase.Active && before.View?.Phase != JobPhase.Active)
        {
            yield return Normal("JobStarted", $"Slurm job {Number(job.Id)} runs on {(job.Nodes.Length > 0 ? job.Nodes : job.BatchNode)}", now);
        }

        if (job.State == JobState.Suspended && before.Job?.State != JobState.Suspended)
        {
            yield return Warning("JobSuspended", $"Slurm job {Number(job.Id)} was suspended", now);
        }

        if (view.WasEndedBySlurm && before.View?.Phase != JobPhase.Ended && !after.IsStopped)
        {
            yield return Warning(view.Reason, view.Message, now);
        }
    }

    private static IEnumerable<PodEvent> OfContainers(PodFindings before, PodFindings after)
    {
        foreach (var container in after.Progress?.Containers ?? [])
        {
            var last = before.Progress?.Containers.FirstOrDefault(one => one.Name == container.Name);
            if (container.StartedAt is { } started && (last?.StartedAt is null || last.Attempt < container.Attempt))
            {
                yield return Normal("Started", $"Container {container.Name} started", started) with { Container = container.Name };
            }
        }

        // Numbered anew by each run of the job.
        var isSameRun = before.Progress?.JobId == after.Progress?.JobId && before.Progress?.Requeues == after.Progress?.Requeues;
        var known = isSameRun && before.Progress is { Events: [.., var newest] } ? newest.Number : 0;
        foreach (var (number, item) in after.Progress?.Events ?? [])
        {
            if (number > known)
            {
                yield return item;
            }
        }
    }

    private static PodEvent Normal(string reason, string message, DateTimeOffset time) => new() { Reason = reason, Message = message, Time = time };

    private static PodEvent Warning(string reason, string message, DateTimeOffset time) => Normal(reason, message, time) with { Warning = true };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
