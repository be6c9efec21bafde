namespace Reeve.Runtime.Clusters.State;

/// <summary>
/// What is known of a cluster over restarts. Operations are not in it: their journals are the truth, and what they achieved is taken over from
/// there when they have ended.
/// </summary>
internal sealed record ClusterDocument
{
    public required string Name { get; init; }

    /// <summary>Its tenant; null for none.</summary>
    public string? Tenant { get; init; }

    /// <summary>How many machines it is to have, as far as its provisioner's plans said; 0 where they said nothing.</summary>
    public long Machines { get; init; }

    public string Type { get; init; } = "";

    /// <summary>What the last operation that ended well wanted; null if there is no cluster, or if it was found.</summary>
    public ClusterGoal? Goal { get; init; }

    /// <summary>Whether there is a cluster, as far as was seen.</summary>
    public bool Installed { get; init; }

    /// <summary>Whether it was found rather than made.</summary>
    public bool Adopted { get; init; }

    /// <summary>Whether somebody else removed it.</summary>
    public bool Lost { get; init; }

    /// <summary>Whether another agent may take it over, or has.</summary>
    public bool Released { get; init; }

    /// <summary>Whether nothing begins by itself.</summary>
    public bool Paused { get; init; }

    /// <summary>The last operation whose end is taken over; ids sort by time.</summary>
    public string Settled { get; init; } = "";

    public string KubernetesVersion { get; init; } = "";

    public string CniVersion { get; init; } = "";

    public string CsiVersion { get; init; } = "";

    public string RuntimeVersion { get; init; } = "";

    /// <summary>Since when it has not been ready; null while it is.</summary>
    public DateTimeOffset? BrokenSince { get; init; }

    public IReadOnlyList<ClusterConditionState> Conditions { get; init; } = [];

    public ClusterOperationResult? LastInstall { get; init; }

    public ClusterOperationResult? LastUpgrade { get; init; }

    public ClusterOperationResult? LastPatch { get; init; }

    public ClusterOperationResult? LastReset { get; init; }

    public ClusterOperationResult? LastCertificateReset { get; init; }
}
