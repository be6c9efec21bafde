namespace Reeve.Runtime.Clusters;

/// <summary>A condition of a cluster. Immutable.</summary>
public sealed record ClusterConditionState
{
    /// <summary>CamelCase name: <c>ClusterReady</c>, <c>ControlPlaneReady</c>, <c>NodeReady</c>, …</summary>
    public required string Type { get; init; }

    /// <summary>True, false, or null for unknown.</summary>
    public bool? Status { get; init; }

    /// <summary>When the status last changed; null before it was first known.</summary>
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>One CamelCase word; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>For people; may be empty.</summary>
    public string Message { get; init; } = "";

    /// <summary><c>Error</c>, <c>Warning</c>, <c>Info</c>, or empty where all is well.</summary>
    public string Severity { get; init; } = "";
}
