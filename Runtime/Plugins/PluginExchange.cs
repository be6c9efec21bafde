using Microsoft.Extensions.Logging;
using Reeve.Runtime.Plugins.Discovery;
using Reeve.Runtime.Plugins.Guards;
using Reeve.Runtime.Plugins.Loading;

namespace Reeve.Runtime.Plugins;

/// <summary>Puts code into a slot and takes it out, with all guards that stand before it. The caller has the slot's turn.</summary>
internal sealed partial class PluginExchange(IPluginLoader loader, ILogger logger)
{
    private readonly ILogger _logger = logger;

    /// <summary>Makes a candidate the code that serves.</summary>
    /// <returns>False if an operation holds the present code.</returns>
    /// <exception cref="PluginLoadException">It cannot; the former code serves on.</exception>
    public Task<bool> TryTakeAsync(PluginSlot slot, PluginCandidate candidate, CancellationToken cancellationToken) =>
        UnlessHeldAsync(slot, async guards => await ServeAsync(slot, guards, await loader.LoadAsync(candidate, cancellationToken)));

    /// <summary>Takes the code out of service.</summary>
    /// <returns>False if an operation holds it.</returns>
    public Task<bool> TryLetGoAsync(PluginSlot slot) => UnlessHeldAsync(slot, async guards =>
    {
        var former = slot.Current!;
        await Task.WhenAll(guards.Select(guard => guard.DetachAsync(
            $"The plugin {slot.Id} was removed while {guard.Instance.Name} uses it; put it back. Workloads go on meanwhile.")));
        slot.Current = null;
        loader.Unload(former);
        Removed(slot.Id, former.Manifest.Version.Text, guards.Count);
    });

    /// <summary>Gives the code that serves, and loads it again if nothing has used it for a while.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: there is none now.</exception>
    public async Task<LoadedPlugin> WakeAsync(PluginSlot slot, CancellationToken cancellationToken)
    {
        var current = slot.Current ?? throw new ProviderException(ErrorReason.Transient, $"The plugin {slot.Id} was removed just now; try again.");
        if (current.IsLoaded)
        {
            return current;
        }

        try
        {
            return slot.Current = await loader.LoadAsync(current.Candidate, cancellationToken);
        }
        catch (PluginLoadException exception)
        {
            throw new ProviderException(ErrorReason.Transient, $"The plugin {slot.Id} cannot be loaded again. {exception.Message}", exception);
        }
    }

    /// <summary>Unloads code that no instance uses, until one does. What is known of the plugin stays.</summary>
    public void Rest(PluginSlot slot)
    {
        if (slot.Current is { IsLoaded: true } current && slot.Guards.Count == 0)
        {
            loader.Unload(current);
        }
    }

    private static async Task<bool> UnlessHeldAsync(PluginSlot slot, Func<IReadOnlyList<IGuard>, Task> exchange)
    {
        var guards = slot.Guards;
        try
        {
            if (!guards.All(guard => guard.TryReserve()))
            {
                return false;
            }

            await exchange(guards);
            return true;
        }
        finally
        {
            foreach (var guard in guards)
            {
                guard.Unreserve();
            }
        }
    }

    private async Task ServeAsync(PluginSlot slot, IReadOnlyList<IGuard> guards, LoadedPlugin next)
    {
        if (slot.Current is not { } former)
        {
            slot.Current = next;
            await Task.WhenAll(guards.Select(guard => AttachAsync(guard, next)));
            return;
        }

        var failures = await Task.WhenAll(guards.Select(guard => guard.ReplaceAsync(next)));
        if (Array.FindIndex(failures, failure => failure is not null) is var failed and >= 0)
        {
            // All or none: nodes of one machine must not run on different code.
            await Task.WhenAll(guards.Where((_, index) => failures[index] is null).Select(guard => guard.ReplaceAsync(former)));
            loader.Unload(next);
            throw new PluginLoadException(
                PluginStatus.Malfunctioned,
                $"It did not start for {guards[failed].Instance.Name}, so that version {former.Manifest.Version} serves on: {failures[failed]}");
        }

        slot.Current = next;
        loader.Unload(former);
        Replaced(slot.Id, former.Manifest.Version.Text, next.Manifest.Version.Text, guards.Count);
    }

    private async Task AttachAsync(IGuard guard, LoadedPlugin plugin)
    {
        try
        {
            await guard.AttachAsync(plugin);
        }
        catch (ProviderException exception)
        {
            AttachFailed(guard.Instance.Name, plugin.Manifest.Id, exception.Message);
        }
    }
}
