using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Packages;

/// <summary>A machine's package manager. Keeps no state. Thread-safe.</summary>
internal interface IPackageManager
{
    /// <summary>The name in journals: it stays.</summary>
    string Name { get; }

    /// <summary>Whether this machine has it.</summary>
    bool IsPresent { get; }

    /// <summary>Whether it can keep packages at their version.</summary>
    bool CanHold { get; }

    /// <summary>What is installed: versions by name.</summary>
    Task<IReadOnlyDictionary<string, string>> InstalledAsync(IStepContext context, CancellationToken cancellationToken);

    /// <summary>Packages that are kept at their version.</summary>
    Task<IReadOnlyCollection<string>> HeldAsync(IStepContext context, CancellationToken cancellationToken);

    /// <summary>Finds what is to be installed, without installing anything.</summary>
    /// <param name="arguments">What is wanted.</param>
    /// <param name="installed">What is installed.</param>
    /// <param name="context">To look with.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Names of packages that come from files beside those that are named; empty where a repository has them.</returns>
    /// <exception cref="ProviderException">Something is missing.</exception>
    Task<IReadOnlyList<string>> ResolveAsync(PackagesArguments arguments, IReadOnlyDictionary<string, string> installed, IStepContext context, CancellationToken cancellationToken);

    /// <summary>Installs packages.</summary>
    Task InstallAsync(PackagesArguments arguments, IStepContext context, CancellationToken cancellationToken);

    /// <summary>Keeps packages at their version, or no longer.</summary>
    Task HoldAsync(IReadOnlyCollection<string> names, bool held, IStepContext context, CancellationToken cancellationToken);

    /// <summary>Removes packages with their configuration, and those that came along and that nobody else needs.</summary>
    /// <param name="names">Packages that were asked for.</param>
    /// <param name="added">Everything that has come since.</param>
    /// <param name="context">The hands.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task RemoveAsync(IReadOnlyCollection<string> names, IReadOnlyCollection<string> added, IStepContext context, CancellationToken cancellationToken);

    /// <summary>Brings packages back to versions.</summary>
    Task RestoreAsync(IReadOnlyDictionary<string, string> versions, string directory, IStepContext context, CancellationToken cancellationToken);
}
