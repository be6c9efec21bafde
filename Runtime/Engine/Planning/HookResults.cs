namespace Reeve.Runtime.Engine.Planning;

/// <summary>Takes the results of hooks.</summary>
internal static class HookResults
{
    /// <summary>A postStart hook is over. The container is killed if it failed.</summary>
    public static void PostStartEnded(PodState pod, ContainerTrack container, int attempt, string? error, DateTimeOffset now)
    {
        if (container.Stage != Stage.Running || container.Attempt != attempt || container.PostStart != HookStage.Running)
        {
            return;
        }

        container.PostStart = HookStage.Done;
        pod.Changed = true;
        if (error is not null && container.Stop is null)
        {
            pod.Raise(now, EventReasons.FailedPostStartHook, error, warning: true, container.Name);
            Kills.Begin(pod, container, StopCause.PostStart, now);
        }
    }

    /// <summary>A preStop hook is over. Stopping goes on in any case.</summary>
    public static void PreStopEnded(PodState pod, ContainerTrack container, StopTrack stop, string? error, DateTimeOffset now)
    {
        stop.PreStop = HookStage.Done;
        if (error is not null && container.Stop == stop)
        {
            pod.Raise(now, EventReasons.FailedPreStopHook, error, warning: true, container.Name);
        }
    }
}
