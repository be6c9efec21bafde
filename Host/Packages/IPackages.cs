using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages;

/// <summary>
/// The plugins that were installed from packages: of this process, or of an agent behind its socket. Thread-safe; changes come one after the other.
/// Failures are <see cref="ProviderException"/>, and leave everything as it was.
/// </summary>
internal interface IPackages
{
    /// <summary>What is installed, by id.</summary>
    Task<IReadOnlyList<PackageState>> ListAsync(CancellationToken cancellationToken);

    /// <summary>What is installed and has a newer version, with that.</summary>
    Task<IReadOnlyList<PackageState>> ListOutdatedAsync(PackageQuery query, CancellationToken cancellationToken);

    /// <summary>Plugins that the sources offer.</summary>
    Task<IReadOnlyList<FoundPackage>> SearchAsync(PackageQuery query, CancellationToken cancellationToken);

    /// <summary>What is installed, so that it can be restored elsewhere.</summary>
    Task<LockDocument> LockAsync(CancellationToken cancellationToken);

    /// <summary>Changes something: all of it or nothing.</summary>
    /// <param name="verb">What to do.</param>
    /// <param name="request">To what, and how.</param>
    /// <param name="progress">Takes steps, on any thread.</param>
    /// <param name="cancellationToken">Gives up; what is there stays as it was unless the switch has begun.</param>
    Task<PackageReport> ChangeAsync(PackageVerb verb, PackageRequest request, IProgress<PackageStep> progress, CancellationToken cancellationToken);
}
