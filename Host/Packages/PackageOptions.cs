using NuGet.Versioning;

namespace Reeve.Host.Packages;

/// <summary>How packages are installed. Immutable.</summary>
internal sealed record PackageOptions
{
    /// <summary>Where everything of packages is kept. Absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>The NuGet.Config to read, which must be there; null for the first of <see cref="UsualConfigFiles"/> that is there.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Where NuGet.Config is looked for.</summary>
    public IReadOnlyList<string> UsualConfigFiles { get; init; } = [];

    /// <summary>Sources in place of those of NuGet.Config: addresses of v3 feeds and directories.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Whether each package must be signed by one of <see cref="TrustedFingerprints"/>.</summary>
    public bool RequireSignatures { get; init; }

    /// <summary>SHA-256 fingerprints of certificates whose signatures are trusted, in hex.</summary>
    public IReadOnlyList<string> TrustedFingerprints { get; init; } = [];

    /// <summary>Most bytes of one package.</summary>
    public long MaxPackageBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Most bytes that what is in one package may unpack to.</summary>
    public long MaxContentBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Most files in one package.</summary>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>The contract that the host has.</summary>
    public NuGetVersion Contract { get; init; } = new(Plugins.ContractVersion.Major, Plugins.ContractVersion.Minor, 0);
}
