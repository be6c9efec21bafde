using Reeve.Plugins;
using Reeve.Runtime.Plugins.Discovery;
using Reeve.Runtime.Plugins.Loading;
using Reeve.Runtime.Plugins.Manifests;

namespace Reeve.Runtime.Plugins.Linked;

/// <summary>What is part of the program, in the form in which plugins of directories are found.</summary>
internal static class LinkedCandidates
{
    /// <summary>The candidates.</summary>
    /// <exception cref="ArgumentException">A version is none.</exception>
    public static IReadOnlyList<PluginCandidate> Of(IEnumerable<LinkedPlugin> plugins) => [.. plugins.Select(Of)];

    /// <summary>Has a candidate register its providers.</summary>
    /// <exception cref="PluginLoadException">It could not.</exception>
    public static LoadedPlugin Load(PluginCandidate candidate, LinkedPlugin plugin)
    {
        var registrar = new PluginRegistrar();
        try
        {
            plugin.Register(registrar);
            return new LoadedPlugin(candidate, registrar.Close());
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            registrar.Close();
            throw new PluginLoadException(PluginStatus.Malfunctioned, $"Its providers cannot be registered: {exception.Message}");
        }
    }

    private static PluginCandidate Of(LinkedPlugin plugin) => new()
    {
        Path = "",
        Id = plugin.Id,
        Version = plugin.Version,
        Digest = $"linked {plugin.Version}",
        Linked = plugin,
        Manifest = new PluginManifest
        {
            Id = plugin.Id,
            Version = PluginVersion.TryParse(plugin.Version)
                ?? throw new ArgumentException($"The version {plugin.Version} of {plugin.Id} is none of Semantic Versioning 2.0, such as 1.0.0.", nameof(plugin)),
            Assembly = "",
            Contract = new ContractRange(ContractVersion.Major, ContractVersion.Minor, null),
            Description = "Part of the program.",
        },
    };
}
