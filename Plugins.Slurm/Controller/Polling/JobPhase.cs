namespace Reeve.Plugins.Slurm.Controller.Polling;

/// <summary>Where a job is in its life.</summary>
internal enum JobPhase
{
    /// <summary>Not known yet: submitted, or found by its directory, and not seen by a listing.</summary>
    Unknown = 0,

    /// <summary>In the queue, or put back there.</summary>
    Waiting,

    /// <summary>It has its processors.</summary>
    Active,

    /// <summary>Over: the controller or the accounting said so.</summary>
    Ended,
}
