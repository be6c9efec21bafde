namespace Reeve.Workloads;

/// <summary>What became of one kind of change.</summary>
public sealed record PodChangeResult
{
    /// <summary>The kind of change, one flag.</summary>
    public required PodChanges Change { get; init; }

    /// <summary>What became of it.</summary>
    public required PodChangeOutcome Outcome { get; init; }

    /// <summary>Why, for the pod's conditions and events, where the outcome is not Applied.</summary>
    public string? Message { get; init; }
}
