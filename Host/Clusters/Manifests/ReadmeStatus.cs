namespace Reeve.Host.Clusters.Manifests;

/// <summary>What is of a cluster, in the shape for people.</summary>
internal sealed record ReadmeStatus
{
    /// <summary><c>not initialized</c>, <c>provisioning</c>, <c>provisioned</c>, <c>disabled</c> or <c>failed</c>.</summary>
    public required string CurrentStatus { get; init; }

    /// <summary>Why.</summary>
    public string? Description { get; init; }

    /// <summary>The installed version of Kubernetes.</summary>
    public string? CurrentVersion { get; init; }
}
