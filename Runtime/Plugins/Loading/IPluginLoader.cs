using Reeve.Runtime.Plugins.Discovery;

namespace Reeve.Runtime.Plugins.Loading;

/// <summary>Turns a checked candidate into running code: the seam behind which isolation lies.</summary>
internal interface IPluginLoader
{
    /// <summary>Loads the plugin and lets it register, within the deadline.</summary>
    /// <exception cref="PluginLoadException">With the status that the plugin gets.</exception>
    Task<LoadedPlugin> LoadAsync(PluginCandidate candidate, CancellationToken cancellationToken);

    /// <summary>Unloads the plugin and watches that it goes.</summary>
    void Unload(LoadedPlugin plugin);
}
