using NuGet.Common;
using NuGet.Configuration;
using NuGet.DependencyResolver;
using NuGet.Frameworks;
using NuGet.LibraryModel;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;
using Reeve.Host.Packages.Resolution;

namespace Reeve.Host.Packages.Feeds;

/// <summary>A source as NuGet's resolver asks it. Dependencies that the host shares are left out, as if the framework had them.</summary>
/// <param name="feed">The source.</param>
/// <param name="aborted">Gives up: the resolver itself hands on no token.</param>
internal sealed class FeedProvider(PackageFeed feed, CancellationToken aborted) : IRemoteDependencyProvider
{
    /// <inheritdoc/>
    public bool IsHttp => !feed.Source.IsLocal;

    /// <inheritdoc/>
    public PackageSource Source => feed.Source;

    /// <inheritdoc/>
    public SourceRepository SourceRepository => feed.Repository;

    /// <summary>The source itself.</summary>
    public PackageFeed Feed => feed;

    /// <inheritdoc/>
    public async Task<LibraryIdentity?> FindLibraryAsync(
        LibraryRange libraryRange, NuGetFramework targetFramework, SourceCacheContext cacheContext, ILogger logger, CancellationToken cancellationToken)
    {
        var versions = await feed.VersionsAsync(libraryRange.Name, cacheContext, aborted);
        return libraryRange.VersionRange?.FindBestMatch(versions) is { } version ? new LibraryIdentity(libraryRange.Name, version, LibraryType.Package) : null;
    }

    /// <inheritdoc/>
    public async Task<LibraryDependencyInfo> GetDependenciesAsync(
        LibraryIdentity libraryIdentity, NuGetFramework targetFramework, SourceCacheContext cacheContext, ILogger logger, CancellationToken cancellationToken)
    {
        var package = new PackageIdentity(libraryIdentity.Name, libraryIdentity.Version);
        if (await feed.DependenciesAsync(package, targetFramework, cacheContext, aborted) is not { } info)
        {
            return LibraryDependencyInfo.CreateUnresolved(libraryIdentity, targetFramework);
        }

        var own = info.Dependencies.Where(dependency => !SharedPackages.Shares(package, dependency))
            .Select(static dependency => new LibraryDependency(new LibraryRange(dependency.Id, dependency.VersionRange, LibraryDependencyTarget.Package)));
        return LibraryDependencyInfo.Create(new LibraryIdentity(info.Id, info.Version, LibraryType.Package), targetFramework, [.. own]);
    }

    /// <inheritdoc/>
    public async Task<IEnumerable<NuGetVersion>> GetAllVersionsAsync(string id, SourceCacheContext cacheContext, ILogger logger, CancellationToken token) =>
        await feed.VersionsAsync(id, cacheContext, token);

    /// <inheritdoc/>
    public Task<IPackageDownloader> GetPackageDownloaderAsync(PackageIdentity packageIdentity, SourceCacheContext cacheContext, ILogger logger, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Packages are downloaded by PackageFeed, within its bounds.");
}
