using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Runtime.Operations;

/// <summary>An operation on a cluster, as it is now. Immutable.</summary>
public sealed record Operation
{
    /// <summary>Its id: sorts by time, carries no user text.</summary>
    public required string Id { get; init; }

    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>What is wanted.</summary>
    public required ClusterIntent Intent { get; init; }

    /// <summary>The provisioner that does it.</summary>
    public required string Provisioner { get; init; }

    /// <summary>Who asked for it.</summary>
    public string RequestedBy { get; init; } = "";

    /// <summary>What the audit trail calls it.</summary>
    public string Title { get; init; } = "";

    /// <summary>The version of Kubernetes that it is about; empty if none was said.</summary>
    public string Version { get; init; } = "";

    /// <summary>What whoever asked for it keeps with it.</summary>
    public JsonElement Context { get; init; }

    /// <summary>How far it is.</summary>
    public required OperationState State { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was taken back or is stuck; empty if it was not.</summary>
    public string Error { get; init; } = "";

    /// <summary>Its steps in the order of the plan, removals last.</summary>
    public IReadOnlyList<OperationStep> Steps { get; init; } = [];

    /// <summary>Whether it has ended, one way or another.</summary>
    public bool HasEnded => State is OperationState.Done or OperationState.Undone or OperationState.Abandoned;
}
