using System.Text.Json.Serialization;

namespace Reeve.Host.Clusters.Manifests;

/// <summary>A plugin of a cluster in the shape for people.</summary>
internal sealed record ReadmeAddon
{
    /// <summary>Its name.</summary>
    public string? Type { get; init; }

    /// <summary>Its version.</summary>
    public string? Version { get; init; }

    /// <summary>Where its manifest is.</summary>
    [JsonPropertyName("manifestURL")]
    public string? ManifestUrl { get; init; }
}
