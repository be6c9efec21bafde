using Reeve.Runtime.Plugins.Guards;
using Reeve.Runtime.Plugins.Loading;

namespace Reeve.Runtime.Plugins;

/// <summary>Makes instances of providers, each behind a guard that its plugin knows of.</summary>
internal sealed class ProviderOpener(ProviderFinder finder, PluginExchange exchange)
{
    public async Task<TGuard> OpenAsync<TGuard>(
        ProviderKind kind, string name, ProviderInstance instance, Func<string, TGuard> make, CancellationToken cancellationToken)
        where TGuard : IGuard
    {
        ArgumentNullException.ThrowIfNull(instance);
        var (slot, info) = finder.Find(kind, name);
        if (info.Options.Validate(instance.Options, "options") is { Count: > 0 } errors)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The options of {instance.Name} are not valid: {string.Join("; ", errors)}.") { Field = errors[0].Field };
        }

        PrivateDirectory.Create(instance.StateDirectory);

        // In turn with replacements, so that no guard is left behind with code that goes away.
        await slot.Turn.WaitAsync(cancellationToken);
        try
        {
            var current = await exchange.WakeAsync(slot, cancellationToken);
            var guard = make(info.Name);
            await guard.AttachAsync(current);
            slot.Add(guard);
            return guard;
        }
        finally
        {
            slot.Turn.Release();
        }
    }
}
