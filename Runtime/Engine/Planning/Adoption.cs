using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Takes over what runs already, after a restart of the agent.</summary>
internal static class Adoption
{
    /// <param name="pod">The pod, new.</param>
    /// <param name="observations">Every attempt that the driver knows of it.</param>
    /// <param name="ends">Reports of the ended ones among them.</param>
    /// <param name="listing">The driver's present listing.</param>
    /// <param name="random">Spreads the first probes.</param>
    /// <param name="now">The time.</param>
    public static void Take(
        PodState pod,
        IReadOnlyCollection<ContainerObservation> observations,
        IReadOnlyDictionary<ContainerId, ContainerReport> ends,
        int listing,
        Func<double> random,
        DateTimeOffset now)
    {
        var lost = false;
        var alive = false;
        foreach (var container in pod.Containers)
        {
            var known = observations.Where(observation => observation.Id.Name == container.Name)
                .OrderByDescending(static observation => observation.Id.Attempt).ToList();
            if (known.Count == 0)
            {
                continue;
            }

            var newest = known[0];
            container.Attempt = newest.Id.Attempt;
            container.OldestKept = known[^1].Id.Attempt;
            container.SeenIn = listing;
            container.Last = known.Count > 1 ? ends.GetValueOrDefault(known[1].Id) : null;
            container.Observation = newest;
            if (newest.State == ContainerRunState.Running)
            {
                alive = true;
                Launches.Run(pod, container, newest, hooks: false);
                Spread(container, random, now);
            }
            else
            {
                lost |= newest.Reason == EndReasons.ContainerStatusUnknown;
                container.Stage = Stage.Ended;
                container.End = ends[newest.Id];
            }
        }

        if (lost && !alive)
        {
            Rounds.Lost(pod, now);
        }
    }

    /// <summary>Each probe begins within one period, so that those of all pods do not begin at once.</summary>
    private static void Spread(ContainerTrack container, Func<double> random, DateTimeOffset now)
    {
        foreach (var probe in (ReadOnlySpan<ProbeTrack?>)[container.StartupProbe, container.ReadinessProbe, container.LivenessProbe])
        {
            if (probe is not null)
            {
                var due = (container.Observation!.StartedAt ?? now) + probe.InitialDelay;
                probe.NextAt = (due > now ? due : now) + (probe.Period * random());
            }
        }
    }
}
