using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Edge.Provisions;

/// <summary>The flavors that plugins bring along in a file <c>flavors.json</c>. The usual one is the first.</summary>
/// <param name="plugins">The plugins as they are now.</param>
internal sealed class PresetFlavors(Func<IEnumerable<PluginInfo>> plugins) : IEdgeFlavors
{
    private const string File = "flavors.json";

    /// <inheritdoc/>
    /// <exception cref="ProviderException">A file cannot be read.</exception>
    public ClusterDesired? Find(string? name) => plugins().Where(static plugin => plugin.Status is PluginStatus.Active).OrderBy(static plugin => plugin.Id, StringComparer.Ordinal)
        .SelectMany(Read).FirstOrDefault(flavor => name is null || flavor.Name == name) is { } found ? DesiredOf(found) : null;

    private static ClusterDesired DesiredOf(PresetFlavor flavor) => new()
    {
        Type = flavor.Type,
        Version = flavor.Spec.Version,
        PodSubnets = flavor.Spec.PodSubnets,
        ServiceSubnets = flavor.Spec.ServiceSubnets,
        Cni = flavor.Spec.Cni is { } cni ? new ClusterAddon { Name = cni.Name, Version = cni.Version } : null,
        Provider = flavor.Spec.Provider,
    };

    private static List<PresetFlavor> Read(PluginInfo plugin)
    {
        var path = Path.Combine(plugin.Path, File);
        try
        {
            return System.IO.File.Exists(path) ? JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(path), PresetJson.Default.PresetFlavorList)?.Flavors ?? [] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ProviderException(ErrorReason.Unknown, $"The flavors of the plugin {plugin.Id} cannot be read from {path}: {exception.Message}", exception);
        }
    }
}
