namespace Reeve.Runtime.Engine.Planning;

/// <summary>Takes the results of hooks.</summary>
internal static class HookResults
{
    /// <summary>A postStart hook is over. The container is killed if it failed.</summary>
    public static void PostStartEnded(PodState pod, ContainerTrack container, int attempt, string? error, DateTimeOffset now)
    {
        if (container.Attempt != attempt || container.PostStart != HookStage.Running)
        {
            return;
        }

        container.PostStart = HookStage.Done;
        pod.Changed = true;
        if (error is not null)
        {
            pod.Raise(now, EventReasons.FailedPostStartHook, error, warning: true, container.Name);
            Kills.Begin(pod, container, StopCause.PostStart, now);
        }
    }

    /// <summary>A preStop hook is over. Stopping goes on in any case.</summary>
    public static void PreStopEnded(PodState pod, ContainerTrack container, StopTrack stop, string? error, DateTimeOffset now)
    {
        if (stop.PreStop != HookStage.Running)
        {
            // It was given up, and that was said.
            return;
        }

        stop.PreStop = HookStage.Done;
        if (error is not null)
        {
            pod.Raise(now, EventReasons.FailedPreStopHook, error, warning: true, container.Name);
        }
    }

    /// <summary>A hook may not go on. What it comes to after that counts no more.</summary>
    public static void GivenUp(PodState pod, ContainerTrack container, HookKind hook, string why, DateTimeOffset now)
    {
        var error = $"{hook}Hook failed: {why}";
        if (hook == HookKind.PostStart)
        {
            PostStartEnded(pod, container, container.Attempt, error, now);
        }
        else if (container.Stop is { } stop)
        {
            PreStopEnded(pod, container, stop, error, now);
        }
    }
}
