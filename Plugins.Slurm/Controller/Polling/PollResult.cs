namespace Reeve.Plugins.Slurm.Controller.Polling;

/// <summary>What a round brought.</summary>
/// <param name="Snapshot">All jobs; of the revision before if nothing differs.</param>
/// <param name="HasChanged">Whether a job is in another state than before.</param>
internal readonly record struct PollResult(JobSnapshot Snapshot, bool HasChanged);
