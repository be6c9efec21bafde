using System.Globalization;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Polling;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>Says why a pod failed as a whole, of how its job ended. Pure.</summary>
internal static class PodFailures
{
    /// <summary>Reason where the job used more memory than it had.</summary>
    public const string OutOfMemory = "OOMKilled";

    /// <summary>Finds the failure; null if there is none but what containers say.</summary>
    /// <param name="findings">What is known of the pod.</param>
    public static PodFailure? Of(PodFindings findings)
    {
        if (findings.IsInterrupted)
        {
            return null;
        }

        // What a run that Slurm ended took for the reason is a guess beside Slurm's own word.
        var wasComplete = findings.Progress is { HasEnded: true };
        if (wasComplete && findings.Progress!.Failure is { } own && !(findings.Progress.IsInterrupted && IsSlurms(findings)))
        {
            return own;
        }

        if (findings.IsLost && !wasComplete)
        {
            return Failure(findings, "JobLost", $"{Name(findings)} is known neither to the queue nor to the accounting any more, and left no result behind.");
        }

        // How the containers ended counts, and is complete only after a last look at what they left.
        if (findings.View is not { Phase: JobPhase.Ended } view || !findings.IsSettled)
        {
            return null;
        }

        // The kernel takes a container, not the job: where the job went on to its end the containers say it, and a later attempt may have succeeded.
        if (wasComplete && view.Job?.State == JobState.OutOfMemory)
        {
            return null;
        }

        if (IsSlurms(findings))
        {
            return Failure(findings, view.Reason, view.Message);
        }

        return wasComplete || findings.IsStopped
            ? null
            : Failure(findings, "JobFailed", $"{Name(findings)} ended with {Code(view)} before it could write how its containers ended.");
    }

    private static bool IsSlurms(PodFindings findings) =>
        findings.View is { Phase: JobPhase.Ended, WasEndedBySlurm: true } view && !(findings.IsStopped && view.Job?.State == JobState.Cancelled);

    private static PodFailure Failure(PodFindings findings, string reason, string message)
    {
        var output = findings.Progress is { HasEnded: true } || findings.Output.Length == 0 ? "" : $" Its output ends with: {findings.Output}";
        return new PodFailure { Reason = reason, Message = message + output };
    }

    private static string Name(PodFindings findings) => $"Slurm job {findings.JobId?.ToString(CultureInfo.InvariantCulture) ?? "?"}";

    private static string Code(JobView view) => view.Job is not { } job ? "an unknown code"
        : job.Signal != 0 ? $"signal {job.Signal.ToString(CultureInfo.InvariantCulture)}"
        : $"exit code {job.ExitCode.ToString(CultureInfo.InvariantCulture)}";
}
