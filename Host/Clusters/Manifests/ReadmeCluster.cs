using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Clusters.Manifests;

/// <summary>A cluster in the shape for people.</summary>
internal sealed record ReadmeCluster
{
    /// <summary>The version of this shape.</summary>
    public string ApiVersion { get; init; } = ClusterDocument.Version;

    /// <summary>The kind of this shape.</summary>
    public string Kind { get; init; } = ClusterDocument.KindName;

    /// <summary>Its name.</summary>
    public MetadataDocument? Metadata { get; init; }

    /// <summary>What is wanted; null where nothing is.</summary>
    public ReadmeSpec? Spec { get; init; }

    /// <summary>What is.</summary>
    public ReadmeStatus? Status { get; init; }
}
