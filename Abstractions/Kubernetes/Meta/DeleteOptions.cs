namespace Reeve.Kubernetes;

/// <summary>Body of a delete request.</summary>
public sealed record DeleteOptions() : KubernetesType("v1", "DeleteOptions")
{
    /// <summary>Seconds to wait; zero deletes at once, null takes the object's default.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>What must hold for the deletion to happen.</summary>
    public Preconditions? Preconditions { get; init; }

    /// <summary>Deprecated by the API in favour of <c>propagationPolicy</c>.</summary>
    public bool? OrphanDependents { get; init; }

    /// <summary>One of <see cref="DeletionPropagations"/>.</summary>
    public string? PropagationPolicy { get; init; }

    /// <summary><c>All</c> runs every stage but stores nothing.</summary>
    public IReadOnlyList<string> DryRun { get; init => field = value ?? []; } = [];

    /// <summary>Deletes an object that cannot be read any more.</summary>
    public bool? IgnoreStoreReadErrorWithClusterBreakingPotential { get; init; }
}
