using System.Collections.Frozen;

namespace Reeve.Plugins.Slurm.Controller;

/// <summary>Reads job states as every version of Slurm writes them, and sorts them. Source: squeue(1), sacct(1), JOB STATE CODES.</summary>
internal static class JobStates
{
    private static readonly FrozenDictionary<string, JobState> Names = new Dictionary<string, JobState>
    {
        ["PENDING"] = JobState.Pending, ["PD"] = JobState.Pending,
        ["CONFIGURING"] = JobState.Configuring, ["CF"] = JobState.Configuring,
        ["POWER_UP_NODE"] = JobState.Configuring, ["EXPEDITING"] = JobState.Requeued,
        ["RUNNING"] = JobState.Running, ["R"] = JobState.Running,
        ["SUSPENDED"] = JobState.Suspended, ["S"] = JobState.Suspended,
        ["STOPPED"] = JobState.Stopped, ["ST"] = JobState.Stopped,
        ["SIGNALING"] = JobState.Signaling, ["SI"] = JobState.Signaling,
        ["STAGE_OUT"] = JobState.StageOut, ["SO"] = JobState.StageOut,
        ["COMPLETING"] = JobState.Completing, ["CG"] = JobState.Completing,
        ["RESIZING"] = JobState.Resizing, ["RS"] = JobState.Resizing,
        ["SPECIAL_EXIT"] = JobState.SpecialExit, ["SE"] = JobState.SpecialExit,
        ["REQUEUE_FED"] = JobState.RequeueFederation, ["RF"] = JobState.RequeueFederation,
        ["REQUEUE_HOLD"] = JobState.RequeueHold, ["RH"] = JobState.RequeueHold,
        ["REQUEUED"] = JobState.Requeued, ["RQ"] = JobState.Requeued,
        ["RESV_DEL_HOLD"] = JobState.ReservationDeletedHold, ["RD"] = JobState.ReservationDeletedHold,
        ["COMPLETED"] = JobState.Completed, ["CD"] = JobState.Completed,
        ["FAILED"] = JobState.Failed, ["F"] = JobState.Failed,
        ["LAUNCH_FAILED"] = JobState.Failed, ["RECONFIG_FAIL"] = JobState.Failed,
        ["TIMEOUT"] = JobState.Timeout, ["TO"] = JobState.Timeout,
        ["CANCELLED"] = JobState.Cancelled, ["CA"] = JobState.Cancelled,
        ["NODE_FAIL"] = JobState.NodeFail, ["NF"] = JobState.NodeFail,
        ["BOOT_FAIL"] = JobState.BootFail, ["BF"] = JobState.BootFail,
        ["DEADLINE"] = JobState.Deadline, ["DL"] = JobState.Deadline,
        ["OUT_OF_MEMORY"] = JobState.OutOfMemory, ["OOM"] = JobState.OutOfMemory,
        ["PREEMPTED"] = JobState.Preempted, ["PR"] = JobState.Preempted,
        ["REVOKED"] = JobState.Revoked, ["RV"] = JobState.Revoked,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a state: its long or short name, with what Slurm appends (<c>CANCELLED by 0</c>, <c>CANCELLED+</c>).</summary>
    public static JobState Parse(string text)
    {
        var end = text.AsSpan().Trim().IndexOfAny(' ', '+', '*');
        var word = end < 0 ? text.Trim() : text.AsSpan().Trim()[..end].ToString();
        return Names.GetValueOrDefault(word, JobState.Unknown);
    }

    /// <summary>
    /// Reads a state given as a base and flags, as newer slurmrestd do: a job that completes is not over, one that was put back waits, whatever
    /// its base says.
    /// </summary>
    public static JobState Combine(IEnumerable<string> words)
    {
        var states = words.Select(Parse).ToList();
        return states.Find(state => IsWaiting(state) && state is not (JobState.Pending or JobState.Configuring or JobState.Resizing)) is var held and not JobState.Unknown ? held
            : states.Contains(JobState.Completing) ? JobState.Completing
            : states.Find(state => state is JobState.Configuring or JobState.StageOut or JobState.Signaling or JobState.Stopped or JobState.Resizing) is var flag and not JobState.Unknown ? flag
            : states.Find(state => state != JobState.Unknown);
    }

    /// <summary>Whether the job is in the queue without processors, or will be there again.</summary>
    public static bool IsWaiting(JobState state) => state is JobState.Pending or JobState.Configuring or JobState.RequeueFederation or JobState.RequeueHold
        or JobState.Requeued or JobState.ReservationDeletedHold or JobState.SpecialExit or JobState.Resizing;

    /// <summary>Whether the job has processors.</summary>
    public static bool IsActive(JobState state) => state is JobState.Running or JobState.Completing or JobState.Suspended or JobState.Signaling
        or JobState.StageOut or JobState.Stopped;

    /// <summary>Whether the job is over.</summary>
    public static bool IsEnded(JobState state) => state is JobState.Completed or JobState.Failed or JobState.Timeout or JobState.Cancelled or JobState.NodeFail
        or JobState.BootFail or JobState.Deadline or JobState.OutOfMemory or JobState.Preempted or JobState.Revoked;
}
