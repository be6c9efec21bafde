namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>An add-on by name and version.</summary>
internal sealed record AddonDocument
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its version in its own form.</summary>
    public string? Version { get; set; }
}
