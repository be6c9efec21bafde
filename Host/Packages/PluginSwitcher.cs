using Reeve.Host.Packages.Store;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Packages;

/// <summary>Replaces installed plugins by others, and goes back if the agent that runs cannot use them.</summary>
/// <param name="store">What is installed.</param>
/// <param name="plugins">The plugins of the running agent; null where none runs.</param>
internal sealed class PluginSwitcher(PackageStore store, IPluginManager? plugins)
{
    /// <summary>Switches all or none. Cannot be cancelled: it is short, and half of it is worse than either end.</summary>
    /// <returns>What the agent says of each, by package id.</returns>
    /// <exception cref="ProviderException">The agent cannot use one; all is as it was.</exception>
    public async Task<IReadOnlyDictionary<string, string>> SwitchAsync(IReadOnlyList<PluginSwitch> switches)
    {
        if (switches.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        var before = switches.Select(one => (one.Id, one.From, Previous: store.Previous(one.Id))).ToArray();
        try
        {
            foreach (var one in switches)
            {
                store.SetPrevious(one.Id, one.From ?? store.Previous(one.Id));
                store.Switch(one.Id, one.To);
            }

            return plugins is null ? new Dictionary<string, string>() : await TakeOverAsync(switches, plugins);
        }
        catch (Exception exception) when (exception is ProviderException or IOException or UnauthorizedAccessException)
        {
            foreach (var (id, from, previous) in before)
            {
                store.Switch(id, from);
                store.SetPrevious(id, previous);
            }

            if (plugins is not null)
            {
                await plugins.RescanAsync(CancellationToken.None);
            }

            throw;
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> TakeOverAsync(IReadOnlyList<PluginSwitch> switches, IPluginManager manager)
    {
        await manager.RescanAsync(CancellationToken.None);
        var notes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var one in switches.Where(static one => one.To is not null))
        {
            var found = manager.Plugins.Where(plugin => plugin.Path == store.LinkOf(one.Id)).ToArray();
            if (found.FirstOrDefault(static plugin => plugin.Status is PluginStatus.Malfunctioned or PluginStatus.Incompatible) is { } bad)
            {
                var rest = one.From is null ? "Nothing was installed." : "The version before serves on.";
                throw PackageFailure.Invalid($"The agent cannot use {bad.Id} {bad.Version}: {bad.Reason} {rest}");
            }

            if (found.FirstOrDefault(static plugin => plugin.Reason.Length > 0) is { } remarkable)
            {
                notes[one.Id] = $"{remarkable.Status}: {remarkable.Reason}";
            }
        }

        return notes;
    }
}
