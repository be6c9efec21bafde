namespace Reeve.Runtime.Engine.Planning;

/// <summary>Runs postStart hooks and ends hooks that only sleep.</summary>
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
