namespace Reeve.Clusters;

/// <summary>Something installed into a cluster by manifest.</summary>
public sealed record ClusterAddon
{
    /// <summary>Its name, e.g. <c>flannel</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its version in its own form; empty where <see cref="Manifest"/> says all.</summary>
    public string Version { get; init; } = "";

    /// <summary>Absolute path or https URL of its manifest, where it is not the well-known one of that version.</summary>
    public string? Manifest { get; init; }

    /// <summary>Hex SHA-256 that the manifest must have.</summary>
    public string? Sha256 { get; init; }
}
