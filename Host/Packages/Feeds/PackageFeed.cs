using NuGet.Configuration;
using NuGet.Packaging.Core;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;

namespace Reeve.Host.Packages.Feeds;

/// <summary>One source of packages: a v3 feed or a directory. Thread-safe.</summary>
internal sealed class PackageFeed
{
    private readonly SourceRepository _repository;
    private readonly string _cacheDirectory;
    private readonly NuGetLog _log;

    /// <summary>Prepares it; nothing is asked yet.</summary>
    /// <param name="source">Its address, with credentials.</param>
    /// <param name="cacheDirectory">A directory for answers of feeds, of this process's own.</param>
    /// <param name="log">Takes NuGet's messages.</param>
    public PackageFeed(PackageSource source, string cacheDirectory, NuGetLog log)
    {
        _repository = NuGet.Protocol.Core.Types.Repository.Factory.GetCoreV3(source);
        (Source, _cacheDirectory, _log) = (source, cacheDirectory, log);
    }

    /// <summary>Its address.</summary>
    public PackageSource Source { get; }

    /// <summary>Its name, for people.</summary>
    public string Name => Source.Name;

    /// <summary>NuGet's own view of it.</summary>
    public SourceRepository Repository => _repository;

    /// <summary>Versions of a package, with what they depend on, in no order; empty if it has none.</summary>
    /// <param name="id">The package.</param>
    /// <param name="unlisted">Also those that its author shows to nobody any more.</param>
    /// <param name="cache">Of the operation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<FeedVersion>> ListAsync(string id, bool unlisted, SourceCacheContext cache, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            var resource = await ResourceAsync<PackageMetadataResource>(cancellationToken);
            var found = await resource.GetMetadataAsync(id, includePrerelease: true, unlisted, cache, _log, cancellationToken);
            return (IReadOnlyList<FeedVersion>)[.. found.Select(one => new FeedVersion(this, one.Identity, [.. one.DependencySets ?? []]))];
        },
        cancellationToken);

    /// <summary>All versions of a package, also those that are not listed.</summary>
    public Task<IReadOnlyList<NuGetVersion>> VersionsAsync(string id, SourceCacheContext cache, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            var resource = await ResourceAsync<FindPackageByIdResource>(cancellationToken);
            return (IReadOnlyList<NuGetVersion>)[.. await resource.GetAllVersionsAsync(id, cache, _log, cancellationToken)];
        },
        cancellationToken);

    /// <summary>What a package depends on for a framework; null if it is not there.</summary>
    public Task<SourcePackageDependencyInfo?> DependenciesAsync(
        PackageIdentity package, NuGet.Frameworks.NuGetFramework framework, SourceCacheContext cache, CancellationToken cancellationToken) => AskAsync<SourcePackageDependencyInfo?>(
        async () =>
        {
            var resource = await ResourceAsync<DependencyInfoResource>(cancellationToken);
            return await resource.ResolvePackage(package, framework, cache, _log, cancellationToken);
        },
        cancellationToken);

    /// <summary>Writes a package into a stream.</summary>
    /// <param name="package">The package, in a version that the source has.</param>
    /// <param name="destination">Takes it; it may refuse by an exception of its own.</param>
    /// <param name="cache">Of the operation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False if it is not there.</returns>
    public Task<bool> DownloadAsync(PackageIdentity package, Stream destination, SourceCacheContext cache, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            if (Source.IsLocal)
            {
                var folder = await ResourceAsync<FindLocalPackagesResource>(cancellationToken);
                if (folder.GetPackage(package, _log, cancellationToken) is not { } local)
                {
                    return false;
                }

                await using var file = File.OpenRead(local.Path);
                await file.CopyToAsync(destination, cancellationToken);
                return true;
            }

            // Straight into the stream, which knows when it is too much: NuGet's own download keeps a copy of any length first.
            var http = await ResourceAsync<HttpSourceResource>(cancellationToken);
            var request = new HttpSourceRequest(await AddressAsync(package, cancellationToken), _log) { IgnoreNotFounds = true, MaxTries = 1 };
            return await http.HttpSource.ProcessStreamAsync(
                request,
                async stream =>
                {
                    if (stream is null)
                    {
                        return false;
                    }

                    await stream.CopyToAsync(destination, cancellationToken);
                    return true;
                },
                cache,
                _log,
                cancellationToken);
        },
        cancellationToken);

    /// <summary>Packages that fit words.</summary>
    public Task<IReadOnlyList<IPackageSearchMetadata>> SearchAsync(string text, string packageType, bool prerelease, int take, CancellationToken cancellationToken) => AskAsync(
        async () => Source.IsLocal
            ? FolderSearch.Find(await ResourceAsync<FindLocalPackagesResource>(cancellationToken), text, packageType, prerelease, take, _log, cancellationToken)
            : [.. await (await ResourceAsync<PackageSearchResource>(cancellationToken)).SearchAsync(
                text, new SearchFilter(prerelease) { PackageType = packageType }, skip: 0, take, _log, cancellationToken)],
        cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => Name == Source.Source ? Name : $"{Name} ({Source.Source})";

    private async Task<Uri> AddressAsync(PackageIdentity package, CancellationToken cancellationToken)
    {
        const string kind = "PackageBaseAddress/3.0.0";
        var index = await ResourceAsync<ServiceIndexResourceV3>(cancellationToken);
        var root = index.GetServiceEntryUri([kind])
            ?? throw PackageFailure.Invalid($"The source {this} does not say where its packages are ({kind} in its index); name another with --source.", "source");
        var (id, version) = (package.Id.ToLowerInvariant(), package.Version.ToNormalizedString().ToLowerInvariant());
        return new Uri($"{root.AbsoluteUri.TrimEnd('/')}/{id}/{version}/{id}.{version}.nupkg");
    }

    private async Task<T> ResourceAsync<T>(CancellationToken cancellationToken)
        where T : class, INuGetResource
    {
        if (!Source.IsLocal && await _repository.GetResourceAsync<HttpSourceResource>(cancellationToken) is { } http)
        {
            http.HttpSource.HttpCacheDirectory = _cacheDirectory;
        }

        return await _repository.GetResourceAsync<T>(cancellationToken)
            ?? throw PackageFailure.Invalid($"The source {this} cannot be asked for that ({typeof(T).Name}); name another with --source.", "source");
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && FeedFailures.Of(this, exception) is { } failure)
        {
            throw failure;
        }
    }
}
