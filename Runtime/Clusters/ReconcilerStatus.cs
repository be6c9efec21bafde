namespace Reeve.Runtime.Clusters;

/// <summary>How the watching over a cluster goes. Immutable.</summary>
public sealed record ReconcilerStatus
{
    /// <summary>Always <c>cluster-status-reconciler</c>.</summary>
    public string Name { get; init; } = "cluster-status-reconciler";

    /// <summary><c>OK</c>, <c>Paused</c>, or <c>Failing</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Whether somebody has paused it: it looks and reports, and begins nothing by itself.</summary>
    public bool IsPaused { get; init; }

    /// <summary>When it last looked; null before the first time.</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>How often it failed since it last succeeded.</summary>
    public int Failures { get; init; }

    /// <summary>Why it fails; empty if it does not.</summary>
    public string Error { get; init; } = "";
}
