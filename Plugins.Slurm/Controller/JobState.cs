namespace Reeve.Plugins.Slurm.Controller;

/// <summary>State of a job. Source: squeue(1), JOB STATE CODES; sacct(1).</summary>
internal enum JobState
{
    /// <summary>A state that this program does not know: what was known before stays.</summary>
    Unknown = 0,
    Pending,
    Configuring,
    Running,
    Suspended,
    Stopped,
    Signaling,
    StageOut,
    Completing,
    Resizing,
    SpecialExit,
    RequeueFederation,
    RequeueHold,
    Requeued,
    ReservationDeletedHold,
    Completed,
    Failed,
    Timeout,
    Cancelled,
    NodeFail,
    BootFail,
    Deadline,
    OutOfMemory,
    Preempted,
    Revoked,
}
