namespace Reeve.Host.Packages.Wire;

/// <summary>A plugin that was installed from a package.</summary>
internal sealed record PackageState
{
    /// <summary>The package id.</summary>
    public string Id { get; set; } = "";

    /// <summary>The installed version.</summary>
    public string Version { get; set; } = "";

    /// <summary>The id of the plugin in it.</summary>
    public string PluginId { get; set; } = "";

    /// <summary>The source that it came from.</summary>
    public string Source { get; set; } = "";

    /// <summary>The range that updates keep to; null for any version.</summary>
    public string? Range { get; set; }

    /// <summary>The version that a rollback goes to; null for none.</summary>
    public string? Previous { get; set; }

    /// <summary>The newest version that an update would take; null if none is newer, or nobody has asked.</summary>
    public string? Available { get; set; }

    /// <summary>The newest version there is, even if an update does not take it; null if none is newer, or nobody has asked.</summary>
    public string? Newest { get; set; }

    /// <summary>Why an update does not take <see cref="Newest"/>, or why nothing is known of newer versions.</summary>
    public string? Note { get; set; }

    /// <summary>Who vouches for it: the SHA-256 fingerprint of the certificate of its signature; null if it bears none.</summary>
    public string? Signer { get; set; }

    /// <summary>SHA-256 over the laid out files: names, lengths and bytes.</summary>
    public string Tree { get; set; } = "";
}
