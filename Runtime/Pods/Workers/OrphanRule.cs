using Reeve.Runtime.Pods.Events;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>
/// Ends pods that nobody wants any more. Only two complete listings of a source, a grace period apart, decide that a pod is gone; a
/// listing that is empty, or that failed, decides nothing.
/// </summary>
internal sealed partial class OrphanRule(
    PodServices services, PodRegistry registry, PodEventArchive archive, IReadOnlyList<SourceWatch> sources)
{
    /// <summary>Waits for listings and applies the rule after each, until cancelled.</summary>
    public async Task RunAsync(AsyncSignal listed, CancellationToken cancellationToken)
    {
        while (true)
        {
            await listed.WaitAsync(cancellationToken);
            while (await ApplyAsync(cancellationToken))
            {
                LogAgain(services.Logger, services.Options.OrphanGracePeriod);
            }
        }
    }

    // True if the rule has to be applied again: a listing failed, or an orphan did not go.
    private async Task<bool> ApplyAsync(CancellationToken cancellationToken)
    {
        var first = sources.Select(Missing).ToArray();
        var unclaimed = sources.Count > 0 && sources.All(source => source.Listed is { Count: > 0 }) ? registry.Unclaimed : [];
        if (first.All(missing => missing.Count == 0) && unclaimed.Count == 0)
        {
            return false;
        }

        foreach (var uid in unclaimed)
        {
            LogOrphan(services.Logger, uid, services.Options.OrphanGracePeriod);
        }

        await Task.Delay(services.Options.OrphanGracePeriod, services.TimeProvider, cancellationToken);
        var allListed = true;
        for (var i = 0; i < sources.Count; i++)
        {
            allListed &= await EndMissingAsync(sources[i], first[i], unclaimed.Count > 0, cancellationToken);
        }

        return !allListed || !await EndAsync(unclaimed.Intersect(registry.Unclaimed), cancellationToken);
    }

    // False if the source could not tell, so that it has to be asked again. Of pods that only the backend knows an empty listing tells nothing.
    private async Task<bool> EndMissingAsync(SourceWatch watch, List<PodWorker> missing, bool hasUnclaimed, CancellationToken cancellationToken)
    {
        if (missing.Count == 0 && !hasUnclaimed)
        {
            return true;
        }

        if (await ListAsync(watch, cancellationToken) is not { } keys)
        {
            return false;
        }

        var isTold = false;
        foreach (var worker in missing.Where(worker => !worker.IsDeleting && !keys.Contains(worker.Intent.Key)))
        {
            if (keys.Count > 0 || await IsGoneAsync(watch, worker, cancellationToken))
            {
                worker.State.AddEvent("Orphaned", $"Its source ({watch.Source.Name}) does not hold the pod any more; it is deleted.");
                worker.Delete(null);
            }
            else if (!isTold)
            {
                isTold = true;
                LogEmpty(services.Logger, watch.Source.Name);
            }
        }

        return keys.Count > 0 || !hasUnclaimed;
    }

    private async Task<bool> IsGoneAsync(SourceWatch watch, PodWorker worker, CancellationToken cancellationToken)
    {
        try
        {
            return await watch.Source.IsGoneAsync(worker.Intent.Key, worker.State.Record.Pod, cancellationToken);
        }
        catch (ProviderException e)
        {
            LogNotListed(services.Logger, watch.Source.Name, e.Message);
            return false;
        }
    }

    private List<PodWorker> Missing(SourceWatch watch) =>
        watch.Listed is { } keys ? [.. Covered(watch).Where(worker => !keys.Contains(worker.Intent.Key))] : [];

    private IEnumerable<PodWorker> Covered(SourceWatch watch) => registry.All.Where(worker =>
        !worker.IsDeleting && worker.Intent.Source == watch.Source.Name && watch.Source.Covers(worker.Intent.Key));

    private async Task<IReadOnlyCollection<string>?> ListAsync(SourceWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            return await watch.Source.ListAsync(cancellationToken);
        }
        catch (ProviderException e)
        {
            LogNotListed(services.Logger, watch.Source.Name, e.Message);
            return null;
        }
    }

    private async Task<bool> EndAsync(IEnumerable<string> uids, CancellationToken cancellationToken)
    {
        var done = true;
        foreach (var uid in uids)
        {
            var id = new PodId { Owner = services.Options.Owner, Uid = uid };
            try
            {
                LogEnding(services.Logger, uid);
                archive.AddUnknownPod(uid, "Orphaned", "The backend ran the pod, but no source asked for it; it is ended.");
                await IgnoreMissingAsync(services.Provider.StopPodAsync(id, TimeSpan.FromSeconds(30), cancellationToken));
                await IgnoreMissingAsync(services.Provider.RemovePodAsync(id, cancellationToken));
                registry.Lose(uid);
            }
            catch (ProviderException e)
            {
                LogNotEnded(services.Logger, uid, e.Message);
                done = false;
            }
        }

        return done;
    }

    private static async Task IgnoreMissingAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (ProviderException e) when (e.Reason == ErrorReason.NotFound)
        {
            // What is not there needs no ending.
        }
    }
}
