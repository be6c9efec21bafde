using Reeve.Clusters;
using Reeve.Containers;
using Reeve.Proxies;
using Reeve.Workloads;

namespace Reeve.Runtime.Plugins;

/// <summary>
/// Finds plugins in directories, loads each in isolation, keeps a status for each, and opens instances of their providers.
/// </summary>
/// <remarks>
/// <para><b>Guards.</b> What the Open methods return stands before the plugin's object for as long as the caller keeps it: it sets
/// deadlines, measures, turns every exception into <see cref="ProviderException"/>, and goes on with the new code when the
/// plugin is replaced. Ask it for capabilities by <c>provider.Capability&lt;T&gt;()</c>, never by a cast. The caller starts it and
/// disposes it like any provider.</para>
/// <para><b>Replacement.</b> Watches end, so that the caller watches again; calls wait until the new instance serves. If the new
/// one does not start, the old code is started again. Workloads are never touched.</para>
/// <para><b>Removal.</b> When the directory of a plugin goes away its instances are drained and disposed, and its code is unloaded.
/// The guards stay valid: calls fail with <see cref="ErrorReason.Transient"/> until the plugin comes back, which attaches them
/// again. Workloads go on meanwhile.</para>
/// <para><b>Threading.</b> All members may be called concurrently.</para>
/// </remarks>
public interface IPluginManager : IAsyncDisposable
{
    /// <summary>Every plugin that was found, and those that are gone while instances wait for them. A snapshot, ordered by id.</summary>
    IReadOnlyList<PluginInfo> Plugins { get; }

    /// <summary>Looks through the directories for the first time, loads what is good, and begins to watch for changes.</summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="DirectoryNotFoundException">A configured directory is not there. A plugin at fault does not throw; it gets a status.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Looks through the directories again, takes over what changed and tries again what failed. Returns when that is done, drains
    /// included.</summary>
    /// <param name="cancellationToken">Stops waiting for an earlier look to end; one that has begun goes on to its end.</param>
    Task RescanAsync(CancellationToken cancellationToken);

    /// <summary>Each plugin whose information changed, from now on. Endless until cancelled.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<PluginInfo> WatchAsync(CancellationToken cancellationToken);

    /// <summary>A provider of an active plugin, or null.</summary>
    /// <param name="kind">Its contract.</param>
    /// <param name="name">Its name, or <c>plugin-id/name</c> where several plugins have one of that name.</param>
    ProviderInfo? FindProvider(ProviderKind kind, string name);

    /// <summary>Makes an instance of a provider of whole pods, not started yet.</summary>
    /// <param name="name">As in <see cref="FindProvider"/>.</param>
    /// <param name="instance">Name, owner, options, directory.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.NotFound"/>: no such provider, with the status of the plugin that should have it or the nearest name.
    /// <see cref="ErrorReason.Conflict"/>: several plugins have one of that name. <see cref="ErrorReason.Invalid"/>: the options
    /// do not fit the schema, with the field.
    /// </exception>
    Task<IWorkloadProvider> OpenWorkloadProviderAsync(string name, ProviderInstance instance, CancellationToken cancellationToken);

    /// <summary>Makes an instance of a driver of single containers, not started yet.</summary>
    /// <inheritdoc cref="OpenWorkloadProviderAsync"/>
    Task<IContainerDriver> OpenContainerDriverAsync(string name, ProviderInstance instance, CancellationToken cancellationToken);

    /// <summary>Makes an instance of a provider of clusters, not started yet.</summary>
    /// <inheritdoc cref="OpenWorkloadProviderAsync"/>
    Task<IClusterProvisioner> OpenClusterProvisionerAsync(string name, ProviderInstance instance, CancellationToken cancellationToken);

    /// <summary>Makes an instance of a provider of proxy traffic, not started yet.</summary>
    /// <inheritdoc cref="OpenWorkloadProviderAsync"/>
    Task<IProxyProvider> OpenProxyProviderAsync(string name, ProviderInstance instance, CancellationToken cancellationToken);
}
