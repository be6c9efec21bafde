using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Packages.Resolution;

/// <summary>Whether a package works with the host's contract, by what it says that it depends on: nothing has to be downloaded for that.</summary>
internal static class ContractCheck
{
    /// <summary>What the host runs.</summary>
    public static NuGetFramework Framework { get; } = NuGetFramework.Parse($"net{Environment.Version.Major}.{Environment.Version.Minor}");

    /// <summary>Why it does not; null if it does.</summary>
    /// <param name="package">The package.</param>
    /// <param name="groups">What it depends on, by framework.</param>
    /// <param name="host">The host's contract.</param>
    public static string? Problem(PackageIdentity package, IReadOnlyCollection<PackageDependencyGroup> groups, NuGetVersion host)
    {
        var (name, contract) = ($"{package.Id} {package.Version.ToNormalizedString()}", SharedAssemblies.ContractName);
        if (groups.Count > 0 && NuGetFrameworkUtility.GetNearest(groups, Framework) is null)
        {
            return $"{name} has nothing for {Framework.GetShortFolderName()}, but for {string.Join(", ", groups.Select(static group => group.TargetFramework.GetShortFolderName()))}";
        }

        if (NuGetFrameworkUtility.GetNearest(groups, Framework)?.Packages.FirstOrDefault(one => one.Id.Equals(contract, StringComparison.OrdinalIgnoreCase)) is not { VersionRange: { } range })
        {
            return $"{name} does not depend on {contract}, as every plugin does";
        }

        if (range.MinVersion is { } need && (need.Major != host.Major || need.Minor > host.Minor))
        {
            var newer = need.Major > host.Major || (need.Major == host.Major && need.Minor > host.Minor);
            return $"{name} needs contract {need.Major}.{need.Minor}, this host has {host.Major}.{host.Minor}; "
                + (newer ? "update the host, or ask for an older version" : "ask for a newer version");
        }

        return range.HasUpperBound && !Admits(range, host)
            ? $"{name} takes {contract} {range.PrettyPrint()}, this host has {host.Major}.{host.Minor}; ask for a newer version"
            : null;
    }

    // A patch level adds nothing to a contract: 0.1.x is one.
    private static bool Admits(VersionRange range, NuGetVersion host)
    {
        var first = new NuGetVersion(host.Major, host.Minor, 0);
        return range.Satisfies(first) || first < range.MaxVersion!;
    }
}
