namespace Reeve.Host.Configuration;

/// <summary>Settings of plugin packages.</summary>
internal sealed record PackageSettings
{
    /// <summary>The file with sources.</summary>
    [Setting(
        "The NuGet.Config with the sources of plugin packages, their credentials and which packages may come from which (`packageSourceMapping`).",
        Default = "`/etc/reeve/NuGet.Config` if it is there, otherwise `~/.nuget/NuGet/NuGet.Config`",
        IsPath = true)]
    public string? ConfigFile { get; init; }

    /// <summary>Sources.</summary>
    [Setting(
        "Sources of plugin packages in place of those of NuGet.Config: addresses of NuGet v3 feeds, absolute paths of directories, or names of sources in NuGet.Config.",
        Default = "those of NuGet.Config; without any, nuget.org")]
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Whose packages are taken.</summary>
    [Setting(
        "`accept` takes packages without signature, and refuses those whose signature does not fit; `require` takes only packages that bear a signature, of their author or "
        + "of a repository, by a certificate in `packages.trustedFingerprints`: dependencies included.")]
    public string Signatures { get; init; } = "accept";

    /// <summary>Whom to trust.</summary>
    [Setting("SHA-256 fingerprints of the certificates whose signatures are trusted, in hex, with or without colons.")]
    public IReadOnlyList<string> TrustedFingerprints { get; init; } = [];
}
