namespace Reeve.Runtime.Engine.Planning;

/// <summary>Runs postStart hooks, ends hooks that only sleep, and gives up those of attempts that have ended.</summary>
internal static class HookPlanner
{
    public static void Plan(PodState pod, ContainerTrack container, DateTimeOffset now, PodPlan plan)
    {
        if (container.PostStart == HookStage.Due && container.Stop is null && !pod.IsEnding)
        {
            plan.Add(new PodAction.PostStart(container));
        }

        EndSleep(container, container.PostStart == HookStage.Running ? container.PostStartSleepUntil : null, now, plan);
        EndSleep(container, container.Stop is { PreStop: HookStage.Running } stop ? stop.SleepUntil : null, now, plan);
    }

    /// <summary>
    /// Whether the end of an attempt has to wait for a hook of it: for a moment, because a hook that ends with its container says so
    /// a little later, and what it says must not be lost.
    /// </summary>
    public static bool HoldsEnd(PodState pod, ContainerTrack container, DateTimeOffset now, PodPlan plan)
    {
        if (RunningHook(container) is not { } hook)
        {
            return false;
        }

        if (pod.StopAtOnce || container.EndHeldUntil <= now)
        {
            plan.Add(new PodAction.GiveUpHook(container, hook, "the container ended before it did"));
        }
        else if (container.EndHeldUntil is { } until)
        {
            plan.Wake(until);
        }
        else
        {
            plan.Add(new PodAction.HoldEnd(container));
        }

        return true;
    }

    private static HookKind? RunningHook(ContainerTrack container) => container switch
    {
        { PostStart: HookStage.Running, PostStartSleepUntil: null } => HookKind.PostStart,
        { Stop: { PreStop: HookStage.Running, SleepUntil: null } } => HookKind.PreStop,
        _ => null,
    };

    private static void EndSleep(ContainerTrack container, DateTimeOffset? until, DateTimeOffset now, PodPlan plan)
    {
        if (until <= now)
        {
            plan.Add(new PodAction.EndSleep(container));
        }
        else if (until is { } wake)
        {
            plan.Wake(wake);
        }
    }
}
