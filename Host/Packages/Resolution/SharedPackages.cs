using NuGet.Packaging.Core;
using NuGet.Versioning;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Packages.Resolution;

/// <summary>Packages that a plugin need not bring, because the host gives every plugin what is in them: the contract and the shared frameworks.</summary>
internal static class SharedPackages
{
    // Packages without an assembly of their name, that only stand for a framework.
    private static readonly HashSet<string> Platforms = new(StringComparer.OrdinalIgnoreCase)
    {
        "NETStandard.Library", "NETStandard.Library.Ref", "Microsoft.NETCore.Platforms", "Microsoft.NETCore.Targets", "Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref",
    };

    /// <summary>Whether the host gives what a package is for.</summary>
    /// <param name="id">Its id.</param>
    public static bool Contains(string id) => Platforms.Contains(id) || SharedAssemblies.Contains(id);

    /// <summary>Whether the host gives a dependency of a package.</summary>
    /// <param name="package">Who needs it.</param>
    /// <param name="dependency">What is needed.</param>
    /// <exception cref="ProviderException">The host has it, but an older one than is needed.</exception>
    public static bool Shares(PackageIdentity package, PackageDependency dependency)
    {
        if (!Contains(dependency.Id))
        {
            return false;
        }

        // The contract has rules of its own; of frameworks only major and minor tell, because their assemblies keep their version within it.
        if (!dependency.Id.Equals(SharedAssemblies.ContractName, StringComparison.OrdinalIgnoreCase)
            && SharedAssemblies.VersionOf(dependency.Id) is { } have
            && dependency.VersionRange?.MinVersion is { } need
            && new Version(need.Major, need.Minor) > new Version(have.Major, have.Minor))
        {
            throw PackageFailure.Invalid(
                $"{package.Id} {package.Version.ToNormalizedString()} needs {dependency.Id} {need.ToNormalizedString()}, and this host has {have.Major}.{have.Minor}: update the host, or ask for another version with --version.",
                "version");
        }

        return true;
    }
}
