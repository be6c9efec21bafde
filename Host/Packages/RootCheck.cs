using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.Versioning;
using Reeve.Host.Packages.Resolution;

namespace Reeve.Host.Packages;

/// <summary>Checks the plugin's own package: that it is one, and says of itself what its source said of it.</summary>
internal static class RootCheck
{
    /// <summary>Checks it.</summary>
    /// <exception cref="ProviderException">It is none, or says something else.</exception>
    public static void Check(PackageArchiveReader package, PackagePlan plan, NuGetVersion contract)
    {
        if (!package.GetPackageTypes().Any(static type => type.Name.Equals(PluginStager.PackageType, StringComparison.OrdinalIgnoreCase)))
        {
            throw PackageFailure.Invalid($"{plan.Root} is a package, but none of type {PluginStager.PackageType}: it holds no plugin.", "id");
        }

        PackageDependencyGroup[] groups = [.. package.GetPackageDependencies()];
        if (ContractCheck.Problem(plan.Root.Package, groups, contract) is { } problem)
        {
            throw PackageFailure.Invalid($"{problem}.", "version");
        }

        var missing = NuGetFrameworkUtility.GetNearest(groups, ContractCheck.Framework)?.Packages
            .Where(dependency => !SharedPackages.Shares(plan.Root.Package, dependency))
            .FirstOrDefault(dependency => !plan.Dependencies.Any(one => one.Package.Id.Equals(dependency.Id, StringComparison.OrdinalIgnoreCase) && dependency.VersionRange.Satisfies(one.Package.Version)));
        if (missing is not null)
        {
            throw PackageFailure.Refused($"{plan.Root} needs {missing.Id} {missing.VersionRange.PrettyPrint()}, which neither its source nor the lock file says; ask the owner of the source, or make the lock file anew.");
        }
    }
}
