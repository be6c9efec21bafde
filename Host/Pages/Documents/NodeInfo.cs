namespace Reeve.Host.Pages.Documents;

/// <summary>A node, as the status page shows it.</summary>
internal sealed record NodeInfo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Who runs its pods.</summary>
    public required string Provider { get; init; }

    /// <summary>The cluster that it belongs to; null for an agent that runs pods by itself.</summary>
    public string? Cluster { get; init; }

    /// <summary><c>Ready</c>, <c>NotReady</c>, or <c>Registering</c> before its cluster knows it.</summary>
    public required string State { get; init; }

    /// <summary>Why it is not ready.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether no new pods come to it.</summary>
    public bool? Unschedulable { get; init; }

    /// <summary>Its addresses.</summary>
    public IReadOnlyList<string>? Addresses { get; init; }

    /// <summary>What pods may use of it, by resource (Kubernetes quantities).</summary>
    public IReadOnlyDictionary<string, string>? Allocatable { get; init; }

    /// <summary>The version that it reports as its kubelet's.</summary>
    public string? Version { get; init; }
}
