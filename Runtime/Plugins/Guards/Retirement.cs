using Microsoft.Extensions.Logging;
using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Takes an object out of service: steps 1 to 3 of <see cref="Guard{T}"/>.</summary>
internal sealed partial class Retirement<T>
    where T : class, IProvider
{
    private static readonly EntryKind[] Everyone = [EntryKind.Call, EntryKind.Session, EntryKind.Watch];

    private readonly GuardIdentity _identity;
    private readonly Gate<T> _gate;
    private readonly InstanceMaker<T> _maker;
    private readonly GuardServices _services;
    private readonly ILogger _logger;

    public Retirement(GuardIdentity identity, Gate<T> gate, InstanceMaker<T> maker, GuardServices services, ILogger logger) =>
        (_identity, _gate, _maker, _services, _logger) = (identity, gate, maker, services, logger);

    /// <summary>Waits for open streams, as long as they may go on. Everything else goes on meanwhile.</summary>
    public async Task DrainAsync(Generation<T>? generation, CancellationToken cancellationToken)
    {
        if (generation is not null)
        {
            await generation.EmptiedAsync(_services.Options.DrainDeadline, _services.TimeProvider, cancellationToken, EntryKind.Session);
        }
    }

    /// <summary>Lets nobody in any more, gives calls a short time to end, cuts what is left, and disposes the object.</summary>
    /// <param name="generation">The object, if there is one.</param>
    /// <param name="cancellationToken">Cuts calls at once.</param>
    public async Task StopAsync(Generation<T>? generation, CancellationToken cancellationToken)
    {
        _gate.Close();
        if (generation is null)
        {
            return;
        }

        await generation.EndWatchesAsync();
        var pause = _services.Options.SwapPause;

        // Streams too: short ones, such as an exec probe, may have begun just before the gate closed.
        if (!await generation.EmptiedAsync(pause, _services.TimeProvider, cancellationToken, Everyone))
        {
            CallsCut(_identity.Label, generation.Count(EntryKind.Call), generation.Count(EntryKind.Session));
        }

        await generation.CutAsync();
        await generation.EmptiedAsync(pause, _services.TimeProvider, CancellationToken.None, Everyone);
        await _maker.ReleaseAsync(generation);
    }
}
