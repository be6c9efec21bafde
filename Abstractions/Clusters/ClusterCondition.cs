namespace Reeve.Clusters;

/// <summary>What is so of a cluster now. Transition times are the runtime's, kept only when the status changes.</summary>
public sealed record ClusterCondition
{
    /// <summary>CamelCase name.</summary>
    public required string Type { get; init; }

    /// <summary>True, false, or null for unknown.</summary>
    public bool? Status { get; init; }

    /// <summary>One CamelCase word.</summary>
    public string Reason { get; init; } = "";

    /// <summary>For people.</summary>
    public string Message { get; init; } = "";
}
