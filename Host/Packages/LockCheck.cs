using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages;

/// <summary>Checks and compares lock files.</summary>
internal static class LockCheck
{
    /// <summary>The plugins of a lock file.</summary>
    /// <exception cref="ProviderException">There is none, or it is not one.</exception>
    public static IReadOnlyList<LockedPlugin> Check(LockDocument? document)
    {
        if (document is null)
        {
            throw PackageFailure.Invalid("There is no lock file to restore.", "lock");
        }

        if (document.Version != LockDocument.CurrentVersion)
        {
            throw PackageFailure.Invalid($"The lock file's version is {document.Version}, this host knows {LockDocument.CurrentVersion}; update the host, or make the file anew.", "lock.version");
        }

        return document.Plugins.GroupBy(static one => one.Package.Id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static group => group.Count() > 1) is { } twice
            ? throw PackageFailure.Invalid($"The lock file names {twice.Key} twice.", "lock.plugins")
            : document.Plugins;
    }

    /// <summary>Whether two say the same content.</summary>
    public static bool AreEqual(LockedPlugin one, LockedPlugin other) => AreEqual(one.Package, other.Package) && one.Dependencies.Count == other.Dependencies.Count
        && one.Dependencies.All(mine => other.Dependencies.Any(theirs => AreEqual(mine, theirs)));

    private static bool AreEqual(LockedPackage one, LockedPackage other) =>
        one.Id.Equals(other.Id, StringComparison.OrdinalIgnoreCase) && one.Version.Equals(other.Version, StringComparison.OrdinalIgnoreCase) && one.ContentHash == other.ContentHash;
}
