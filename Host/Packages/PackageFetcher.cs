using NuGet.Protocol.Core.Types;
using Reeve.Host.Packages.Archives;
using Reeve.Host.Packages.Feeds;
using Reeve.Host.Packages.Resolution;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages;

/// <summary>Downloads packages and verifies them: what they are, their content, their signatures.</summary>
/// <param name="options">Limits and policy.</param>
internal sealed class PackageFetcher(PackageOptions options)
{
    private const long Notice = 1024 * 1024;
    private readonly SignaturePolicy _signatures = new(options);

    /// <summary>Gets a package.</summary>
    /// <exception cref="ProviderException">It is nowhere, or refused.</exception>
    public async Task<FetchedPackage> FetchAsync(PlannedPackage package, string directory, SourceCacheContext cache, IProgress<PackageStep> progress, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, $"{package.Package.Id}.nupkg".ToLowerInvariant());
        foreach (var feed in package.Feeds)
        {
            progress.Report(new PackageStep { Phase = "download", Package = package.ToString() });
            if (await DownloadAsync(feed, package, path, cache, progress, cancellationToken))
            {
                progress.Report(new PackageStep { Phase = "verify", Package = package.ToString() });
                return await OpenAsync(feed, package, path, cancellationToken);
            }
        }

        throw PackageFailure.NotFound($"There is no {package} in {string.Join(", ", package.Feeds.Select(static feed => feed.Name))}; name a source that has it with --source.", "source");
    }

    private async Task<bool> DownloadAsync(PackageFeed feed, PlannedPackage package, string path, SourceCacheContext cache, IProgress<PackageStep> progress, CancellationToken cancellationToken)
    {
        long told = 0;
        await using (var file = new BoundedFile(path, package.ToString(), options.MaxPackageBytes, Written))
        {
            if (await feed.DownloadAsync(package.Package, file, cache, cancellationToken))
            {
                return true;
            }
        }

        File.Delete(path);
        return false;

        void Written(long bytes)
        {
            if (bytes - told >= Notice)
            {
                told = bytes;
                progress.Report(new PackageStep { Phase = "download", Package = package.ToString(), Bytes = bytes });
            }
        }
    }

    private async Task<FetchedPackage> OpenAsync(PackageFeed feed, PlannedPackage package, string path, CancellationToken cancellationToken)
    {
        var archive = PackageArchive.Open(path, package.Package, options);
        try
        {
            var signer = await _signatures.VerifyAsync(archive.Reader, package.ToString(), cancellationToken);
            var hash = archive.Reader.GetContentHash(cancellationToken);
            if (package.ContentHash is { } expected && expected != hash)
            {
                throw PackageFailure.Refused(
                    $"The content of {package} from {feed.Name} is not the one that was locked: its SHA-512 is {hash}, the lock file has {expected}. Somebody has changed the package; ask the owner of the source.");
            }

            var locked = new LockedPackage { Id = package.Package.Id, Version = package.Package.Version.ToNormalizedString(), ContentHash = hash };
            return new FetchedPackage(archive, locked, feed.Source.Source, signer);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }
}
