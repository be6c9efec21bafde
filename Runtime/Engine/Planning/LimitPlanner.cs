namespace Reeve.Runtime.Engine.Planning;

/// <summary>Has volumes with a size limit measured at intervals. A pod without such a volume costs nothing.</summary>
internal static class LimitPlanner
{
    public static void Plan(PodState pod, DateTimeOffset now, PodPlan plan)
    {
        if (pod.CheckingLimits || pod.NextLimitCheck is not { } next)
        {
            return;
        }

        if (next <= now)
        {
            plan.Add(new PodAction.CheckLimits());
        }
        else
        {
            plan.Wake(next);
        }
    }
}
