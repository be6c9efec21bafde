using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Events;
using Reeve.Runtime.Pods.Identity;
using Reeve.Runtime.Pods.Sources;
using Reeve.Runtime.Pods.Store;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>
/// Turns what sources want into workers. A pod that changed is another pod: the old one is deleted, and the new one begins when
/// nothing is left of it. Thread-safe.
/// </summary>
internal sealed partial class PodIntake(PodServices services, PodRegistry registry, PodEventArchive archive, CancellationToken agent)
{
    // How many earlier pods of the same manifest are looked for at the backend when the state directory is gone.
    private const int MaxLostGenerations = 16;

    private readonly Lock _lock = new();

    /// <summary>Goes on with a pod of an earlier agent.</summary>
    public void Resume(StoredPod stored)
    {
        if (stored.Pod is not { } pod)
        {
            return;
        }

        var intent = stored.Intent ?? new()
        {
            Uid = stored.Uid,
            Source = "",
            Key = "",
            Hash = "",
            CreatedAt = services.TimeProvider.GetUtcNow(),
            Manifest = pod,
        };
        lock (_lock)
        {
            Begin(new PodWorker(services, intent, intent.Manifest, stored, Task.CompletedTask, registry.Activate, Forget, agent));
        }
    }

    /// <summary>A pod shall run.</summary>
    public void Set(string source, DesiredPod desired)
    {
        lock (_lock)
        {
            var current = registry.FindByKey(source, desired.Key);
            if (desired.Pod.Metadata.Uid is { Length: > 0 } uid)
            {
                SetIdentified(source, desired, uid, current);
            }
            else if (current is null || !IsSame(current, desired))
            {
                var generation = current is null ? FindGeneration(source, desired) : current.Intent.Generation + 1;
                Replace(source, desired, PodUid.Of(services.Options.Owner, source, desired.Key, desired.Hash, generation), generation, current);
            }
        }
    }

    /// <summary>A pod shall run no longer.</summary>
    public void Delete(string source, string key)
    {
        lock (_lock)
        {
            registry.FindByKey(source, key)?.Delete(null);
        }
    }

    private static bool IsSame(PodWorker current, DesiredPod desired) =>
        !current.IsDeleting
        && current.Intent.Hash == desired.Hash
        && !(current.IsAdopted && (current.Intent.Stopped || (desired.RunAgain && current.State.Record.Finished)));

    private void SetIdentified(string source, DesiredPod desired, string uid, PodWorker? current)
    {
        // One that is deleted there as well is on its way already; one that is not was deleted here, and comes back.
        var grace = GraceOf(desired.Pod);
        if (current is not null && current.Intent.Uid == uid && (grace is not null || !current.IsDeleting))
        {
            current.Update(desired.Pod);
        }
        else
        {
            Replace(source, desired, uid, 0, current, grace);
            return;
        }

        if (grace is { } period)
        {
            current.Delete(period);
        }
    }

    // The API server counts from its own clock, which may be another; the period itself is what was asked for.
    private static TimeSpan? GraceOf(Pod pod) => pod.Metadata.DeletionTimestamp is null
        ? null
        : TimeSpan.FromSeconds(pod.Metadata.DeletionGracePeriodSeconds ?? pod.Spec.TerminationGracePeriodSeconds ?? 30);

    private int FindGeneration(string source, DesiredPod desired)
    {
        for (var generation = 0; registry.HasUnclaimed && generation < MaxLostGenerations; generation++)
        {
            if (registry.IsUnclaimed(PodUid.Of(services.Options.Owner, source, desired.Key, desired.Hash, generation)))
            {
                return generation;
            }
        }

        return 0;
    }

    private void Replace(string source, DesiredPod desired, string uid, int generation, PodWorker? current, TimeSpan? grace = null)
    {
        var now = services.TimeProvider.GetUtcNow();
        var metadata = desired.Pod.Metadata;
        var pod = desired.Pod with
        {
            Metadata = metadata with { Uid = uid, CreationTimestamp = metadata.CreationTimestamp ?? new Time(now) },
            Spec = desired.Pod.Spec with { NodeName = services.Options.Owner.Node },
        };
        var namesake = registry.FindByName(pod.Metadata.Namespace ?? "default", pod.Metadata.Name);
        PodWorker?[] before = [current, namesake == current ? null : namesake, registry.FindByUid(uid)];
        foreach (var worker in before.OfType<PodWorker>().Distinct())
        {
            LogReplaced(services.Logger, worker.Intent.Uid, worker.Intent.Key, uid);
            worker.Delete(null);
        }

        var intent = new PodIntent
        {
            Uid = uid,
            Source = source,
            Key = desired.Key,
            Hash = desired.Hash,
            Generation = generation,
            CreatedAt = metadata.Uid is null ? now : desired.Pod.Status.StartTime?.Value ?? now,
            Identified = metadata.Uid is { Length: > 0 },
            Manifest = pod,
        };
        var next = new PodWorker(
            services,
            intent,
            pod,
            null,
            Task.WhenAll(before.OfType<PodWorker>().Select(worker => worker.Completion)),
            registry.Activate,
            Forget,
            agent);
        if (grace is { } period)
        {
            // It was deleted before it was ever seen here: it does not start.
            next.Delete(period);
        }

        Begin(next);
    }

    private void Begin(PodWorker worker)
    {
        registry.Add(worker);
        services.Metrics.Active.Add(1);
        worker.Start();
        _ = FinishAsync(worker);
    }

    private void Forget(PodWorker worker)
    {
        // First what is written: whoever ends the agent waits for the pods of the registry.
        archive.Add(worker.State.Events);
        services.Tokens?.Forget(worker.Intent.Uid);
        registry.Remove(worker);
    }

    private async Task FinishAsync(PodWorker worker)
    {
        await worker.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        services.Metrics.Active.Add(-1);
        worker.Dispose();
    }
}
