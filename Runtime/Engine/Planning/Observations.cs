using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Takes what the driver's watch says.</summary>
internal static class Observations
{
    public static void Apply(PodState pod, ContainerObservation observation, int listing)
    {
        if (pod.Find(observation.Id.Name) is not { } container)
        {
            return;
        }

        if (container.Stage == Stage.Launching && observation.Id.Attempt > container.Attempt)
        {
            container.Early = observation;
            container.SeenIn = listing;
            return;
        }

        if (observation.Id.Attempt == container.Attempt + 1 && !container.IsBusy)
        {
            Launches.Found(pod, container, observation, listing);
            return;
        }

        if (observation.Id.Attempt != container.Attempt)
        {
            return;
        }

        container.SeenIn = listing;
        if (container.Stage == Stage.Running && observation.State == ContainerRunState.Terminated)
        {
            Ends.Begin(container, observation);
        }
    }

    /// <summary>A listing of the driver is complete: what should run and was not in it is lost.</summary>
    public static void Listed(PodState pod, int listing, DateTimeOffset now)
    {
        foreach (var container in pod.Containers)
        {
            if (container.Stage == Stage.Running && container.SeenIn < listing)
            {
                Lose(container, now);
            }
        }
    }

    /// <summary>Nobody knows how an attempt ended.</summary>
    public static void Lose(ContainerTrack container, DateTimeOffset now)
    {
        if (container.Stage == Stage.Running)
        {
            Ends.Begin(container, Unknown(container.Id, container.Observation?.StartedAt, now));
        }
    }

    public static ContainerObservation Unknown(ContainerId id, DateTimeOffset? startedAt, DateTimeOffset now) => new()
    {
        Id = id,
        State = ContainerRunState.Terminated,
        StartedAt = startedAt,
        FinishedAt = now,
        ExitCode = EndReasons.UnknownExitCode,
        Reason = EndReasons.ContainerStatusUnknown,
        Message = "The container could not be located. The container used to be Running",
    };
}
