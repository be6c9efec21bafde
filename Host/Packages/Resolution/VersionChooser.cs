using NuGet.Protocol.Core.Types;
using NuGet.Versioning;
using Reeve.Host.Packages.Feeds;

namespace Reeve.Host.Packages.Resolution;

/// <summary>Chooses the version of a plugin: the newest that is asked for and works with this host.</summary>
/// <param name="feeds">The sources.</param>
/// <param name="contract">The host's contract.</param>
internal sealed class VersionChooser(PackageFeeds feeds, NuGetVersion contract)
{
    /// <summary>Chooses.</summary>
    /// <exception cref="ProviderException">There is none, with why.</exception>
    public async Task<FeedVersion> ChooseAsync(string id, VersionRequest request, SourceCacheContext cache, CancellationToken cancellationToken)
    {
        // Who names a version exactly may have one that is not listed any more.
        var all = await ListAsync(id, unlisted: request.IsExact, cache, cancellationToken);
        var wanted = all.Where(version => request.Admits(version.Package.Version)).ToArray();
        if (wanted.Length == 0)
        {
            throw Nothing(id, request, all);
        }

        return wanted.FirstOrDefault(version => Problem(version) is null)
            ?? throw PackageFailure.Invalid($"{Problem(wanted[0])}.", "version");
    }

    /// <summary>All versions, the newest first; where several sources have one, that of the first source.</summary>
    public async Task<IReadOnlyList<FeedVersion>> ListAsync(string id, bool unlisted, SourceCacheContext cache, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(feeds.For(id).Select(feed => feed.ListAsync(id, unlisted, cache, cancellationToken)));
        return [.. answers.SelectMany(static versions => versions).DistinctBy(static version => version.Package.Version).OrderByDescending(static version => version.Package.Version)];
    }

    /// <summary>Why a version does not work with this host; null if it does.</summary>
    public string? Problem(FeedVersion version) => ContractCheck.Problem(version.Package, version.Dependencies, contract);

    private ProviderException Nothing(string id, VersionRequest request, IReadOnlyList<FeedVersion> all)
    {
        var places = string.Join(", ", feeds.For(id).Select(static feed => feed.Name));
        if (all.Count == 0)
        {
            return PackageFailure.NotFound($"There is no package {id} in {places}; \"reeve plugins search\" shows what there is.", "id");
        }

        var versions = string.Join(", ", all.Take(10).Select(static version => version.Package.Version.ToNormalizedString()));
        return !request.Prerelease && all.All(static version => version.Package.Version.IsPrerelease)
            ? PackageFailure.NotFound($"All versions of {id} in {places} are pre-releases ({versions}); take one with --prerelease.", "version")
            : PackageFailure.NotFound($"No version of {id} in {places} is in {request.Range.PrettyPrint()}; there are {versions}.", "version");
    }
}
