using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages.Store;

/// <summary>What a laid out plugin was made of; lies beside it and never changes.</summary>
internal sealed record PackageRecord
{
    /// <summary>What it was made of, as a lock file says it.</summary>
    public LockedPlugin Locked { get; set; } = new();

    /// <summary>The id of the plugin in it.</summary>
    public string PluginId { get; set; } = "";

    /// <summary>The source that its own package came from.</summary>
    public string Source { get; set; } = "";

    /// <summary>The SHA-256 fingerprint of the certificate that its own package is signed with; null if it is not.</summary>
    public string? Signer { get; set; }

    /// <summary>SHA-256 over the laid out files.</summary>
    public string Tree { get; set; } = "";
}
