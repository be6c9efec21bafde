using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;
using Reeve.Host.Packages.Feeds;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages.Resolution;

/// <summary>Plans of what plugins are going to be made of. Downloads no package.</summary>
/// <param name="feeds">The sources.</param>
/// <param name="contract">The host's contract.</param>
/// <param name="log">Takes NuGet's messages.</param>
internal sealed class PackagePlanner(PackageFeeds feeds, NuGetVersion contract, NuGetLog log)
{
    private readonly DependencyResolver _resolver = new(feeds, log);

    /// <summary>Chooses versions.</summary>
    public VersionChooser Versions { get; } = new(feeds, contract);

    /// <summary>Plans a version that fits a request.</summary>
    public async Task<PackagePlan> PlanAsync(string id, VersionRequest request, string? range, SourceCacheContext cache, CancellationToken cancellationToken)
    {
        CheckId(id);
        var chosen = await Versions.ChooseAsync(id, request, cache, cancellationToken);
        var dependencies = await _resolver.ResolveAsync(chosen, cache, cancellationToken);
        return new PackagePlan(new PlannedPackage(chosen.Package, [chosen.Feed], ContentHash: null), dependencies, range);
    }

    /// <summary>Plans what a lock file says.</summary>
    /// <exception cref="ProviderException">It says nonsense, with the field.</exception>
    public PackagePlan PlanLocked(LockedPlugin locked, string field) => new(
        PlanLocked(locked.Package, $"{field}.package"),
        [.. locked.Dependencies.Select((package, index) => PlanLocked(package, $"{field}.dependencies[{index}]"))],
        locked.Range);

    /// <summary>Refuses what is no id of a package, which would end up in paths.</summary>
    public static void CheckId(string id)
    {
        if (id.Length > 100 || !PackageIdValidator.IsValidPackageId(id))
        {
            throw PackageFailure.Invalid($"\"{id}\" is no id of a package: letters, digits, dots, dashes and underscores, at most 100.", "id");
        }
    }

    private PlannedPackage PlanLocked(LockedPackage locked, string field)
    {
        CheckId(locked.Id);
        if (!NuGetVersion.TryParseStrict(locked.Version, out var version) && !NuGetVersion.TryParse(locked.Version, out version))
        {
            throw PackageFailure.Invalid($"The lock file's {field}.version is \"{locked.Version}\", which is no version.", $"{field}.version");
        }

        Span<byte> hash = stackalloc byte[64];
        return Convert.TryFromBase64String(locked.ContentHash, hash, out var length) && length == hash.Length
            ? new PlannedPackage(new PackageIdentity(locked.Id, version), feeds.For(locked.Id), locked.ContentHash)
            : throw PackageFailure.Invalid($"The lock file's {field}.contentHash is not SHA-512 in base64; make the file anew with \"reeve plugins lock\".", $"{field}.contentHash");
    }
}
