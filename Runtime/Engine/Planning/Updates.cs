using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Takes a changed pod.</summary>
internal static class Updates
{
    /// <returns>The running containers whose resources differ.</returns>
    public static IReadOnlyList<ContainerTrack> Apply(PodState pod, ResolvedPod next, PodChanges changes, DateTimeOffset now)
    {
        pod.Pod = next;
        pod.Changed = true;
        var resized = new List<ContainerTrack>();
        foreach (var container in next.Containers)
        {
            if (pod.Find(container.Name) is { } track)
            {
                Apply(pod, track, container, changes, resized, now);
            }
            else if (container.Kind == ContainerKind.Ephemeral && changes.HasFlag(PodChanges.EphemeralContainers))
            {
                pod.Containers.Add(new ContainerTrack(pod.Id, container));
            }
        }

        if (pod.SetUp == SetUpStage.Refused && pod.Failure is null)
        {
            pod.SetUp = SetUpStage.Due;
            pod.SetUpRetryAt = null;
        }

        return resized;
    }

    private static void Apply(
        PodState pod, ContainerTrack track, ResolvedContainer next, PodChanges changes, List<ContainerTrack> resized, DateTimeOffset now)
    {
        var imageChanged = changes.HasFlag(PodChanges.Image) && next.Spec.Image != track.Resolved.Spec.Image;
        if (changes.HasFlag(PodChanges.Resources) && track.Stage == Stage.Running
            && !next.Spec.Resources.Equals(track.Resolved.Spec.Resources))
        {
            resized.Add(track);
        }

        if (track.Resolved.Problem is not null && next.Problem is null)
        {
            track.Waiting = null;
            track.RetryAt = null;
        }

        track.Resolved = next;
        if (!imageChanged)
        {
            return;
        }

        track.Crash = default;
        track.Retry = default;
        track.RetryAt = null;
        track.Waiting = null;
        Kills.Begin(pod, track, StopCause.Definition, now);
    }
}
