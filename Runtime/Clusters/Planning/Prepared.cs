using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Planning;

/// <summary>An operation that was validated and planned, and not begun.</summary>
internal sealed record Prepared
{
    /// <summary>What to begin; null if everything is as wanted already.</summary>
    public OperationRequest? Request { get; init; }

    /// <summary>What is wanted; null for a removal.</summary>
    public ClusterGoal? Goal { get; init; }

    /// <summary>The new password of the registry, to be stored under the name that the goal gives; null if it stays.</summary>
    public string? Password { get; init; }

    /// <summary>Secrets that have to be there before it begins, by name.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>An operation that is stuck and stands in the way of a removal, which gives it up.</summary>
    public string? Abandons { get; init; }

    /// <summary>A removal that is stuck: it is to go on instead of a new one.</summary>
    public string? Retries { get; init; }
}
