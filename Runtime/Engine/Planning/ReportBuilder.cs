using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Says what is known of a pod.</summary>
internal static class ReportBuilder
{
    public static PodReport Build(PodState pod, string runtimeName)
    {
        var containers = new List<ContainerReport>(pod.Containers.Count);
        var creating = CreatingReason(pod);
        foreach (var container in pod.Containers)
        {
            containers.Add(Build(pod, container, creating, runtimeName));
        }

        return new PodReport
        {
            Id = pod.Id,
            Containers = containers,
            PodIPs = pod.Facts.PodIPs,
            HostIPs = pod.Facts.HostIPs,
            AcceptedAt = pod.AcceptedAt,
            SandboxReadyAt = pod.SandboxReadyAt,

            // A pod is not called failed while something of it runs.
            Failure = pod.IsIdle ? pod.Failure : null,
            BackendHandle = pod.Facts.BackendHandle,
            Resize = pod.Resize,
            Events = pod.TakeEvents(),
            Finished = pod.IsEnding && pod.IsIdle,
        };
    }

    /// <summary>A pod of which nobody told the engine yet: what the driver knows of it.</summary>
    public static PodReport Build(PodId id, IEnumerable<ContainerObservation> observations, string runtimeName) => new()
    {
        Id = id,
        Containers = [.. observations.GroupBy(static observation => observation.Id.Name)
            .Select(static group => group.MaxBy(static observation => observation.Id.Attempt)!)
            .OrderBy(static observation => observation.Id.Name, StringComparer.Ordinal)
            .Select(observation => observation.State == ContainerRunState.Terminated
                ? Ends.Report(observation, runtimeName)
                : Running(observation, runtimeName))],
    };

    private static Waiting CreatingReason(PodState pod) =>
        pod.SetUpProblem is { } problem ? problem
        : pod.Containers.Exists(static container => container.Kind == ContainerKind.Init || container.Kind == ContainerKind.Sidecar)
            ? new Waiting(Waiting.PodInitializing)
            : new Waiting(Waiting.ContainerCreating);

    private static ContainerReport Build(PodState pod, ContainerTrack container, Waiting creating, string runtimeName)
    {
        if (container.Stage == Stage.Running || (container.Stage == Stage.Ending && !EndReasons.NeverRan(container.Observation!.Reason)))
        {
            return Running(container.Observation!, runtimeName) with
            {
                Attempt = container.Attempt,
                Started = container.IsStarted,
                Ready = container.IsReady,
                ImageId = container.Image?.Id,
                Resources = container.Resources,
                Last = container.Last,
            };
        }

        // Of a pod that ends nothing waits any more for what has ended.
        if ((container.Waiting is null || pod.IsEnding) && container.End is { } end)
        {
            return end with { Last = container.Last, Ready = container.IsReady, ImageId = container.Image?.Id };
        }

        // What is missing is said from the beginning, not only once it is the container's turn.
        var problem = pod.SetUpProblem is null && container.Resolved.Problem is { } missing
            ? new Waiting(Waiting.CreateContainerConfigError, missing)
            : creating;
        var waiting = container.Waiting ?? problem;
        return new ContainerReport
        {
            Name = container.Name,
            Attempt = Math.Max(container.Attempt, 0),
            State = ContainerRunState.Waiting,
            Reason = waiting.Reason,
            Message = waiting.Message,
            ImageId = container.Image?.Id,
            Last = container.End ?? container.Last,
        };
    }

    private static ContainerReport Running(ContainerObservation observation, string runtimeName) => new()
    {
        Name = observation.Id.Name,
        Attempt = observation.Id.Attempt,
        State = ContainerRunState.Running,
        StartedAt = observation.StartedAt,
        BackendId = BackendIds.Of(observation.Id, observation.BackendId, runtimeName),
    };
}
