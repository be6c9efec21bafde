using NuGet.Packaging.Core;
using Reeve.Host.Packages.Feeds;

namespace Reeve.Host.Packages.Resolution;

/// <summary>A package in one version, and where it is got.</summary>
/// <param name="Package">Which.</param>
/// <param name="Feeds">Where it may be got, the preferred first.</param>
/// <param name="ContentHash">What its content must hash to; null where that is not known yet.</param>
internal sealed record PlannedPackage(PackageIdentity Package, IReadOnlyList<PackageFeed> Feeds, string? ContentHash)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Package.Id} {Package.Version.ToNormalizedString()}";
}
