using Reeve.Host.Packages.Archives;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages;

/// <summary>A package that is here, whole and verified.</summary>
/// <param name="Archive">The package.</param>
/// <param name="Locked">What it is, for lock files.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Signer">The fingerprint of its signer; null if it bears no signature.</param>
internal sealed record FetchedPackage(PackageArchive Archive, LockedPackage Locked, string Source, string? Signer) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Archive.Dispose();
}
