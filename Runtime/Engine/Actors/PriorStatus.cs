using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Actors;

/// <summary>
/// Completes what the driver knows of a pod with what its status says: a container that ran by its status and that the driver
/// does not know any more (its records did not outlive a reboot) ended in a way that nobody saw; one that had ended has ended.
/// </summary>
internal static class PriorStatus
{
    public static IReadOnlyList<ContainerObservation> Complete(
        ResolvedPod pod, IReadOnlyDictionary<ContainerId, ContainerObservation> observations, DateTimeOffset now)
    {
        var all = new List<ContainerObservation>(observations.Values);
        var status = pod.Pod.Status;
        foreach (var container in status.InitContainerStatuses.Concat(status.ContainerStatuses).Concat(status.EphemeralContainerStatuses))
        {
            if (!all.Exists(observation => observation.Id.Name == container.Name) && Ended(pod.Id, container, now) is { } ended)
            {
                all.Add(ended);
            }
        }

        return all;
    }

    private static ContainerObservation? Ended(PodId pod, ContainerStatus status, DateTimeOffset now)
    {
        var id = new ContainerId { Pod = pod, Name = status.Name, Attempt = status.RestartCount };
        if (status.State.Running is { } running)
        {
            return Planning.Observations.Unknown(id, running.StartedAt, now);
        }

        // One that waits to be started again ended before.
        return (status.State.Terminated ?? status.LastState.Terminated) is not { } terminated ? null : new ContainerObservation
        {
            Id = id,
            State = ContainerRunState.Terminated,
            ExitCode = terminated.ExitCode,
            Signal = terminated.Signal ?? 0,
            Reason = terminated.Reason,
            Message = terminated.Message,
            StartedAt = terminated.StartedAt,
            FinishedAt = terminated.FinishedAt ?? now,
        };
    }
}
