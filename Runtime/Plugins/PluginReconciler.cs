using System.Collections.Concurrent;
using Reeve.Runtime.Plugins.Discovery;
using Reeve.Runtime.Plugins.Linked;
using Reeve.Runtime.Plugins.Loading;

namespace Reeve.Runtime.Plugins;

/// <summary>Makes the plugins that serve agree with what lies in the directories, one id independent of the others.</summary>
internal sealed class PluginReconciler(
    PluginOptions options, PluginExchange exchange, ShadowCopies copies, ConcurrentDictionary<string, PluginSlot> slots)
{
    private readonly IReadOnlyList<PluginCandidate> _linked = LinkedCandidates.Of(options.Linked);

    // Why files of this content were not taken, so that they are not tried at each look.
    private readonly ConcurrentDictionary<(string Path, string Digest), PluginLoadException> _quarantine = new();

    /// <summary>Forgets what failed, so that it is tried again.</summary>
    public void Forgive() => _quarantine.Clear();

    /// <summary>Looks and takes over. Must not run twice at a time.</summary>
    /// <returns>What is known of every plugin now.</returns>
    public async Task<IReadOnlyList<PluginInfo>> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<PluginCandidate> candidates = [.. _linked, .. await Task.Run(() => PluginScanner.Scan(options.Directories), cancellationToken)];
        var ids = candidates.Select(candidate => candidate.Id).Union(slots.Keys).ToArray();
        var results = await Task.WhenAll(ids.Select(id => ReconcileAsync(id, candidates, cancellationToken)));
        copies.Clean(slots.Values.Select(slot => slot.Current?.Copy).OfType<string>().ToHashSet());
        foreach (var key in _quarantine.Keys.Where(key => candidates.All(candidate => (candidate.Path, candidate.Digest) != key)))
        {
            _quarantine.TryRemove(key, out _);
        }

        return [.. results.SelectMany(infos => infos)];
    }

    private async Task<List<PluginInfo>> ReconcileAsync(string id, IReadOnlyList<PluginCandidate> candidates, CancellationToken cancellationToken)
    {
        var own = candidates.Where(candidate => candidate.Id == id).ToArray();
        if (options.Disabled.Contains(id))
        {
            return [.. own.Select(candidate => PluginInfos.Of(candidate, PluginStatus.Disabled, "The configuration disables it."))];
        }

        var slot = slots.GetOrAdd(id, id => new PluginSlot(id));
        await slot.Turn.WaitAsync(cancellationToken);
        try
        {
            slot.Postponed = false;
            return await ReconcileAsync(slot, own, candidates, cancellationToken);
        }
        finally
        {
            slot.Turn.Release();
        }
    }

    private async Task<List<PluginInfo>> ReconcileAsync(
        PluginSlot slot, PluginCandidate[] own, IReadOnlyList<PluginCandidate> all, CancellationToken cancellationToken)
    {
        List<PluginInfo> infos = [];
        PluginCandidate? winner = null;
        string? newer = null;
        foreach (var candidate in own.OrderByDescending(candidate => candidate.Manifest?.Version))
        {
            if (winner is not null)
            {
                infos.Add(PluginInfos.Of(
                    candidate, PluginStatus.Superseded, $"Version {winner.Version} in {winner.Path} is used instead; remove one of them."));
            }
            else if (candidate.Fault is not null)
            {
                infos.Add(PluginInfos.Of(candidate, candidate.Fault));
                newer ??= candidate.Version;
            }
            else if (slot.Current?.Candidate.Digest == candidate.Digest)
            {
                winner = slot.Current.Candidate = candidate;
            }
            else if (await TakeAsync(slot, candidate, cancellationToken) is not { } fault)
            {
                winner = candidate;
            }
            else
            {
                infos.Add(PluginInfos.Of(candidate, fault));
                newer ??= candidate.Version;
            }
        }

        if (winner is null && slot.Current is { } current && !IsDamaged(current.Candidate, all))
        {
            slot.Postponed = !await exchange.TryLetGoAsync(slot);
        }

        if (slot.Current is not null)
        {
            infos.Insert(0, PluginInfos.Active(slot.Current, ActiveReason(slot, winner, newer)));
        }
        else if (own.Length == 0 && slot.Guards is { Count: > 0 } waiting)
        {
            infos.Add(PluginInfos.Gone(slot.Id, [.. waiting.Select(guard => guard.Instance.Name).Distinct()]));
        }

        return infos;
    }

    // What lies where the plugin was is the plugin still, or so broken that nobody can tell: a mistake rather than a removal.
    private static bool IsDamaged(PluginCandidate former, IReadOnlyList<PluginCandidate> all) =>
        all.Any(candidate => candidate.Path == former.Path && (candidate.Id == former.Id || candidate.Fault is not null));

    private static string ActiveReason(PluginSlot slot, PluginCandidate? winner, string? newer) => (slot.Postponed, winner) switch
    {
        (true, _) => "A change of its files is taken over when running operations have ended.",
        (_, null) => "It serves on from its copy, because what lies in its directory now is at fault.",
        _ when newer is not null => $"It serves because version {newer} is at fault.",
        _ => "",
    };

    // Null when the candidate serves now, or will when holds have ended.
    private async Task<PluginLoadException?> TakeAsync(PluginSlot slot, PluginCandidate candidate, CancellationToken cancellationToken)
    {
        if (_quarantine.TryGetValue((candidate.Path, candidate.Digest), out var known))
        {
            return known;
        }

        try
        {
            slot.Postponed = !await exchange.TryTakeAsync(slot, candidate, cancellationToken);
            return null;
        }
        catch (PluginLoadException fault)
        {
            if (!fault.IsPassing)
            {
                _quarantine[(candidate.Path, candidate.Digest)] = fault;
            }

            return fault;
        }
    }
}
