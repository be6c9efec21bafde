using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters;

/// <summary>How an operation on a cluster ended. Immutable.</summary>
public sealed record ClusterOperationResult
{
    /// <summary>The operation; its journal may be forgotten.</summary>
    public required string OperationId { get; init; }

    /// <summary>Whether everything is as was wanted.</summary>
    public bool Succeeded { get; init; }

    /// <summary>How it ended.</summary>
    public OperationState State { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The version of Kubernetes that it was about.</summary>
    public string Version { get; init; } = "";

    /// <summary>Why it was taken back or given up; empty if it succeeded.</summary>
    public string Error { get; init; } = "";
}
