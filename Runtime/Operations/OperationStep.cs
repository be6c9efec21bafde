using Reeve.Clusters;

namespace Reeve.Runtime.Operations;

/// <summary>A step of an operation, as it is now.</summary>
public sealed record OperationStep
{
    /// <summary>Unique in its operation.</summary>
    public required string Id { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>Before, during or after the main work.</summary>
    public StepPhase Phase { get; init; }

    /// <summary>Whether it takes back what an earlier operation made.</summary>
    public bool IsRemoval { get; init; }

    /// <summary>How far it is.</summary>
    public StepState State { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was last done, failed or undone.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The last thing that it said about itself, or why it failed.</summary>
    public string Message { get; init; } = "";

    /// <summary>Ids of steps that it waits for.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The commands that it ran, redacted; the latest ones if there were many.</summary>
    public IReadOnlyList<StepCommandRecord> Commands { get; init; } = [];
}
