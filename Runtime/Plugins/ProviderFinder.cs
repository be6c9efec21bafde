using System.Collections.Concurrent;
using Reeve.Runtime.Plugins.Manifests;
using Reeve.Runtime.Text;

namespace Reeve.Runtime.Plugins;

/// <summary>Finds the provider that a user names, or says why there is none.</summary>
internal sealed class ProviderFinder(ConcurrentDictionary<string, PluginSlot> slots, PluginTable table)
{
    /// <summary>The provider, or the first of several plugins that have it, or null.</summary>
    public (PluginSlot Slot, ProviderInfo Info)? TryFind(ProviderKind kind, string name) =>
        All(kind, name) is [var first, ..] ? first : null;

    /// <summary>The provider.</summary>
    /// <exception cref="ProviderException">There is none, or more than one.</exception>
    public (PluginSlot Slot, ProviderInfo Info) Find(ProviderKind kind, string name)
    {
        var kindText = ProviderInfo.KindText(kind);
        return All(kind, name) switch
        {
            [var single] => single,
            [] => throw new ProviderException(ErrorReason.NotFound, Absence(kind, kindText, name)),
            var several => throw new ProviderException(
                ErrorReason.Conflict,
                $"Several plugins have a {kindText} {name}; write {string.Join(" or ", several.Select(found => $"{found.Slot.Id}/{name}"))}."),
        };
    }

    private (PluginSlot Slot, ProviderInfo Info)[] All(ProviderKind kind, string name)
    {
        var slash = name.LastIndexOf('/');
        var plugin = slash < 0 ? null : name[..slash];
        return
        [
            .. slots.Values
                .Where(slot => plugin is null || slot.Id == plugin)
                .OrderBy(slot => slot.Id, StringComparer.Ordinal)
                .Select(slot => (slot, info: slot.Current?.Find(kind, name[(slash + 1)..])))
                .Where(found => found.info is not null)
                .Select(found => (found.slot, found.info!)),
        ];
    }

    private string Absence(ProviderKind kind, string kindText, string name)
    {
        var own = name[(name.LastIndexOf('/') + 1)..];
        var broken = table.Plugins.FirstOrDefault(plugin =>
            plugin.Status != PluginStatus.Active && plugin.Providers.Any(provider => provider.Kind == kind && provider.Name == own));
        if (broken is not null)
        {
            return $"The {kindText} {name} is in the plugin {broken.Id}, which is {broken.Status}: {broken.Reason}";
        }

        var known = slots.Values
            .SelectMany(slot => slot.Current?.Providers ?? [])
            .Where(provider => provider.Kind == kind)
            .Select(provider => provider.Name)
            .Distinct().Order(StringComparer.Ordinal).ToArray();
        if (known.Length == 0)
        {
            return $"No plugin has a {kindText} {name}, or any; put one into a plugin directory.";
        }

        var suggestion = NearestName.Suggest(own, known);
        return $"No plugin has a {kindText} {name}{(suggestion.Length == 0 ? ";" : suggestion)} there is: {string.Join(", ", known)}.";
    }
}
