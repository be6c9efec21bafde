using NuGet.Packaging;
using NuGet.Packaging.Core;

namespace Reeve.Host.Packages.Feeds;

/// <summary>A version that a source offers, and what it says that it depends on.</summary>
/// <param name="Feed">The source.</param>
/// <param name="Package">The package.</param>
/// <param name="Dependencies">By framework.</param>
internal sealed record FeedVersion(PackageFeed Feed, PackageIdentity Package, IReadOnlyList<PackageDependencyGroup> Dependencies);
