using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Polling;
using Reeve.Plugins.Slurm.Progress;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>What is known of one pod at one moment. Immutable.</summary>
internal sealed record PodFindings
{
    /// <summary>Its job as Slurm's controller and accounting tell of it; null if they have not yet.</summary>
    public JobView? View { get; init; }

    /// <summary>The job's id, from the answer to the submission, from Slurm or from what the job wrote.</summary>
    public long? JobId { get; init; }

    /// <summary>What the job wrote of its containers; null if nothing yet.</summary>
    public PodProgress? Progress { get; init; }

    /// <summary>The end of what the batch script itself wrote, where that was asked for.</summary>
    public string Output { get; init; } = "";

    /// <summary>When the job was accepted.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Neither queue nor accounting has known the job for so long that it is given up.</summary>
    public bool IsLost { get; init; }

    /// <summary>What the job left behind was read after Slurm had said that it ended.</summary>
    public bool IsSettled { get; init; }

    /// <summary>Somebody asked to stop it.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Whether the backend has accepted the pod.</summary>
    public bool IsAccepted => JobId is not null;

    /// <summary>The job as Slurm described it last.</summary>
    public SlurmJob? Job => View?.Job;

    /// <summary>
    /// Whether the job has no processors, or not any more because it was put back. What the job itself wrote in this run, or a later one, is news that
    /// a listing from before its start does not have.
    /// </summary>
    public bool IsWaiting => View is { Phase: JobPhase.Waiting } view
        && !(Progress is { HasEnded: false } progress && progress.JobId == view.Id && progress.Requeues >= (view.Job?.Requeues ?? 0));

    /// <summary>Whether the job waits again: what the run before wrote does not run any more.</summary>
    public bool IsRequeued => IsWaiting && (Progress is { HasEnded: false } || IsInterrupted);

    /// <summary>Whether Slurm ends the job's run, or has ended it, and has not said yet what comes: the end of the job, or another run.</summary>
    public bool IsInterrupted => Progress is { IsInterrupted: true } && !HasEnded;

    /// <summary>Whether the job has ended: Slurm says so, or nobody knows it any more and it had written its end, or it is given up.</summary>
    public bool HasEnded => IsLost || View?.Phase == JobPhase.Ended || (View?.MissingSince is not null && Progress is { HasEnded: true });

    /// <summary>Whether nothing of the pod runs.</summary>
    public bool IsOver => HasEnded || Progress is { HasEnded: true, IsInterrupted: false };
}
