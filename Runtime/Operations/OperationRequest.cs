using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Runtime.Operations;

/// <summary>An operation to begin. The plan was made and validated before.</summary>
public sealed record OperationRequest
{
    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>What is wanted.</summary>
    public required ClusterIntent Intent { get; init; }

    /// <summary>The provisioner that does the steps, now or after a restart.</summary>
    public required string Provisioner { get; init; }

    /// <summary>The steps to apply.</summary>
    public required ClusterPlan Plan { get; init; }

    /// <summary>Whether everything that earlier operations made is taken back once the plan is done: what deleting means.</summary>
    public bool RemoveEverything { get; init; }

    /// <summary>Who asked for it.</summary>
    public string RequestedBy { get; init; } = "";

    /// <summary>What the audit trail calls it; empty for the intent's own name.</summary>
    public string Title { get; init; } = "";

    /// <summary>The version of Kubernetes that it is about, for the audit trail.</summary>
    public string Version { get; init; } = "";

    /// <summary>What whoever asks wants to find again with the operation: an object without secrets, kept in the journal.</summary>
    public JsonElement Context { get; init; }

    /// <summary>What becomes of it when a step fails.</summary>
    /// <value><see cref="FailurePolicy.Undo"/>.</value>
    public FailurePolicy OnFailure { get; init; } = FailurePolicy.Undo;
}
