namespace Reeve.Host.Pages.Documents;

/// <summary>An operation on a cluster, as the status page shows it.</summary>
internal sealed record OperationInfo
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>What is wanted.</summary>
    public required string Intent { get; init; }

    /// <summary>How far it is.</summary>
    public required string State { get; init; }

    /// <summary>When it began (RFC 3339).</summary>
    public required string StartedAt { get; init; }

    /// <summary>When it ended (RFC 3339).</summary>
    public string? EndedAt { get; init; }

    /// <summary>Why it was taken back or is stuck.</summary>
    public string? Error { get; init; }

    /// <summary>How many of its steps are done.</summary>
    public int StepsDone { get; init; }

    /// <summary>Its steps in the order of the plan; of one that has ended none.</summary>
    public IReadOnlyList<StepInfo> Steps { get; init; } = [];
}
