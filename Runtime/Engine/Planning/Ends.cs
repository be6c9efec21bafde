using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Takes the ends of attempts.</summary>
internal static class Ends
{
    /// <summary>An attempt has ended. What it left is collected before anybody is told.</summary>
    public static void Begin(ContainerTrack container, ContainerObservation observation)
    {
        container.Stage = Stage.Ending;
        container.Collecting = false;
        container.EndHeldUntil = null;
        container.Observation = observation;
    }

    /// <summary>All is known of an end.</summary>
    public static void Collected(PodState pod, ContainerTrack container, ContainerReport end, DateTimeOffset now)
    {
        if (container.Stage != Stage.Ending || end.Attempt != container.Attempt)
        {
            return;
        }

        if (container.PostStart == HookStage.Due || container.PostStart == HookStage.Running)
        {
            container.PostStart = HookStage.None;
        }

        if (end.Reason == EndReasons.ContainerStatusUnknown)
        {
            // Nobody asked for it, and its exit code is a guess: more than an end like others.
            pod.Raise(now, EventReasons.ContainerLost, $"Lost container {container.Name}: {container.Observation?.Message}", warning: true, container.Name);
        }

        container.Stage = Stage.Ended;
        container.End = end with { FinishedAt = end.FinishedAt ?? now };
        container.Stop = null;
        container.StartupProbe = null;
        container.ReadinessProbe = null;
        container.LivenessProbe = null;
        pod.Changed = true;
    }

    /// <summary>The report of an end, without its message.</summary>
    public static ContainerReport Report(ContainerObservation observation, string runtimeName) => new()
    {
        Name = observation.Id.Name,
        Attempt = observation.Id.Attempt,
        State = ContainerRunState.Terminated,
        ExitCode = observation.ExitCode,
        Signal = observation.Signal,
        StartedAt = observation.StartedAt,
        FinishedAt = observation.FinishedAt,
        Reason = ReasonOf(observation),
        Message = observation.Message,
        BackendId = BackendIds.Of(observation.Id, observation.BackendId, runtimeName),
    };

    private static string ReasonOf(ContainerObservation observation) => observation switch
    {
        { OomKilled: true } => EndReasons.OomKilled,
        { Reason: { } reason } => reason,
        { ExitCode: 0 } => EndReasons.Completed,
        _ => EndReasons.Error,
    };
}
