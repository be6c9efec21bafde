using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Plugins.Discovery;
using Reeve.Runtime.Plugins.Guards;
using Reeve.Runtime.Plugins.Loading;

namespace Reeve.Runtime.Plugins;

/// <summary>Makes the plugins that serve agree with what lies in the directories, one id independent of the others.</summary>
internal sealed partial class PluginReconciler(
    PluginOptions options, IPluginLoader loader, ShadowCopies copies, ConcurrentDictionary<string, PluginSlot> slots, ILogger logger)
{
    // Why files of this content were not taken, so that they are not tried at each look.
    private readonly ConcurrentDictionary<(string Path, string Digest), PluginLoadException> _quarantine = new();

    /// <summary>Forgets what failed, so that it is tried again.</summary>
    public void Forgive() => _quarantine.Clear();

    /// <summary>Looks and takes over. Must not run twice at a time.</summary>
    /// <returns>What is known of every plugin now.</returns>
    public async Task<IReadOnlyList<PluginInfo>> RunAsync(CancellationToken cancellationToken)
    {
        var candidates = await Task.Run(() => PluginScanner.Scan(options.Directories), cancellationToken);
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

        if (winner is null && slot.Current is { } current && !all.Any(candidate => candidate.Path == current.Candidate.Path && (candidate.Id == slot.Id || candidate.Fault is not null)))
        {
            await LetGoAsync(slot);
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

        var guards = slot.Guards;
        try
        {
            if (!Reserve(guards))
            {
                slot.Postponed = true;
                return null;
            }

            var loaded = await loader.LoadAsync(candidate, cancellationToken);
            await ServeAsync(slot, guards, loaded);
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
        finally
        {
            Unreserve(guards);
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
                PluginStatus.Malfunctioned, $"It did not start for {guards[failed].Instance.Name}, so that version {former.Manifest.Version} serves on: {failures[failed]}");
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

    private async Task LetGoAsync(PluginSlot slot)
    {
        var guards = slot.Guards;
        if (!Reserve(guards))
        {
            slot.Postponed = true;
            return;
        }

        try
        {
            var former = slot.Current!;
            await Task.WhenAll(guards.Select(guard => guard.DetachAsync(
                $"The plugin {slot.Id} was removed while {guard.Instance.Name} uses it; put it back. Workloads go on meanwhile.")));
            slot.Current = null;
            loader.Unload(former);
            Removed(slot.Id, former.Manifest.Version.Text, guards.Count);
        }
        finally
        {
            Unreserve(guards);
        }
    }

    private static bool Reserve(IReadOnlyList<IGuard> guards) => guards.All(guard => guard.TryReserve());

    private static void Unreserve(IReadOnlyList<IGuard> guards)
    {
        foreach (var guard in guards)
        {
            guard.Unreserve();
        }
    }
}
