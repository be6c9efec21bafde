using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>A cluster as both APIs carry it: what is wanted, and what is.</summary>
internal sealed record ClusterDocument
{
    /// <summary>The version of this shape.</summary>
    public const string Version = "v1alpha1";

    /// <summary>The kind of this shape.</summary>
    public const string KindName = "Cluster";

    /// <summary><c>v1alpha1</c>.</summary>
    public string? ApiVersion { get; set; }

    /// <summary><c>Cluster</c>.</summary>
    public string? Kind { get; set; }

    /// <summary>Its name, where the API knows several clusters.</summary>
    public MetadataDocument? Metadata { get; set; }

    /// <summary>The text by which it is asked for; empty where it is not named.</summary>
    public string Key() => ClusterKey.Of(Metadata?.Tenant ?? "", Metadata?.Name ?? "");

    /// <summary>What is wanted.</summary>
    public SpecDocument? Spec { get; set; }

    /// <summary>What is. Ignored in what is sent.</summary>
    public StatusDocument? Status { get; set; }
}
