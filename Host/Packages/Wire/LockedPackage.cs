namespace Reeve.Host.Packages.Wire;

/// <summary>A package in exactly one version and one content.</summary>
internal sealed record LockedPackage
{
    /// <summary>The package id.</summary>
    public string Id { get; set; } = "";

    /// <summary>The version, normalised.</summary>
    public string Version { get; set; } = "";

    /// <summary>SHA-512 of the content without a signature, in base64, as NuGet's own lock files have it.</summary>
    public string ContentHash { get; set; } = "";
}
