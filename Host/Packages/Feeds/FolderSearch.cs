using NuGet.Protocol;
using NuGet.Protocol.Core.Types;

namespace Reeve.Host.Packages.Feeds;

/// <summary>Looks for packages of a type in a directory.</summary>
internal static class FolderSearch
{
    /// <summary>The newest version of each package that fits.</summary>
    public static IReadOnlyList<IPackageSearchMetadata> Find(
        FindLocalPackagesResource folder, string text, string packageType, bool prerelease, int take, NuGetLog log, CancellationToken cancellationToken) =>
    [
        .. folder.GetPackages(log, cancellationToken)
            .Where(package => prerelease || !package.Identity.Version.IsPrerelease)
            .Where(package => package.Nuspec.GetPackageTypes().Any(type => string.Equals(type.Name, packageType, StringComparison.OrdinalIgnoreCase)))
            .Where(package => Fits(package, text))
            .GroupBy(package => package.Identity.Id, StringComparer.OrdinalIgnoreCase)
            .Select(versions => versions.MaxBy(package => package.Identity.Version)!)
            .OrderBy(package => package.Identity.Id, StringComparer.OrdinalIgnoreCase)
            .Take(take)
            .Select(package => new LocalPackageSearchMetadata(package)),
    ];

    private static bool Fits(LocalPackageInfo package, string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
        new[] { package.Identity.Id, package.Nuspec.GetDescription(), package.Nuspec.GetTags() }.Any(place => place?.Contains(word, StringComparison.OrdinalIgnoreCase) == true));
}
