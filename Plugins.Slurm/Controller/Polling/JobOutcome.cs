using System.Globalization;

namespace Reeve.Plugins.Slurm.Controller.Polling;

/// <summary>Says how a job ended, where that was not its own doing.</summary>
internal static class JobOutcome
{
    /// <summary>One CamelCase word and a sentence; null if the job ended by itself, well or not.</summary>
    public static (string Reason, string Message)? Of(SlurmJob job)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Slurm job {job.Id}");
        var where = job.Nodes.Length == 0 ? "" : $" on {job.Nodes}";
        return job.State switch
        {
            JobState.NodeFail => ("NodeFailure", $"{name} lost a node{where}."),
            JobState.BootFail => ("NodeBootFailure", $"{name} could not start: a node{where} did not boot."),
            JobState.Preempted => ("Preempted", $"{name} had to make room for a job of higher priority."),
            JobState.Timeout => ("DeadlineExceeded", $"{name} reached its time limit."),
            JobState.Deadline => ("SchedulingDeadlineExceeded", $"{name} could not have ended before its deadline."),
            JobState.OutOfMemory => ("OOMKilled", $"{name} used more memory than it asked for{where}."),
            JobState.Revoked => ("Revoked", $"{name} was taken over by another cluster of the federation."),
            JobState.Cancelled when job.CancelledByOther == true => ("CancelledByAdministrator", $"{name} was cancelled by {By(job.CancelledBy)}."),
            JobState.Cancelled => ("Cancelled", job.CancelledByOther == false ? $"{name} was cancelled by its own user." : $"{name} was cancelled."),
            JobState.Failed when job.StartedAt is null || IsNeverRun(job) => ("SubmissionRefused", $"{name} could not run: {PendingReasons.Sentence(job.Reason)}"),
            JobState.Failed when job.Reason is "JobLaunchFailure" or "launch_failed_requeued_held" && job is { ExitCode: 0, Signal: 0 } => ("LaunchFailure", $"{name} could not be launched{where}."),
            _ => null,
        };
    }

    private static string By(string user) => user is "0" or "root" ? "an administrator (root)" : long.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"user id {user}" : $"user {user}";

    // sbatch refuses a job that no node can run, and Slurm keeps it as one that failed all the same.
    private static bool IsNeverRun(SlurmJob job) => job.Nodes.Length == 0 && job.Reason is "BadConstraints" or "PartitionConfig" or "InvalidAccount" or "InvalidQOS";
}
