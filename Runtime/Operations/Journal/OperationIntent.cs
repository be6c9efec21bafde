using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Runtime.Operations.Journal;

/// <summary>What an operation is: the first line of its journal.</summary>
internal sealed record OperationIntent
{
    public required string Id { get; init; }

    public required ClusterId Cluster { get; init; }

    public required ClusterIntent Intent { get; init; }

    public required string Provisioner { get; init; }

    public string RequestedBy { get; init; } = "";

    public string Title { get; init; } = "";

    public string Version { get; init; } = "";

    public JsonElement? Context { get; init; }

    public FailurePolicy OnFailure { get; init; }

    /// <summary>In an order that satisfies their dependencies.</summary>
    public IReadOnlyList<ClusterStep> Steps { get; init; } = [];

    /// <summary>What is taken back once the steps are done, in this order.</summary>
    public IReadOnlyList<AppliedStep> Removals { get; init; } = [];
}
