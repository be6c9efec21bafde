namespace Reeve.Runtime.Engine.Planning;

/// <summary>
/// Runs probes that are due. Until the startup probe passed nothing else is probed; while a container or its pod ends only
/// readiness is.
/// </summary>
internal static class ProbePlanner
{
    public static void Plan(PodState pod, ContainerTrack container, DateTimeOffset now, PodPlan plan)
    {
        var ending = pod.IsEnding || container.Stop is not null;
        if (container.StartupProbe is { Passing: false } startup)
        {
            if (!ending)
            {
                Plan(container, startup, now, plan);
            }

            return;
        }

        if (container.ReadinessProbe is { } readiness)
        {
            Plan(container, readiness, now, plan);
        }

        if (container.LivenessProbe is { } liveness && !ending)
        {
            Plan(container, liveness, now, plan);
        }
    }

    private static void Plan(ContainerTrack container, ProbeTrack probe, DateTimeOffset now, PodPlan plan)
    {
        if (probe.Running || probe.Failed)
        {
            return;
        }

        var due = probe.NextAt ?? (container.Observation?.StartedAt ?? now) + probe.InitialDelay;
        if (due <= now)
        {
            plan.Add(new PodAction.RunProbe(container, probe));
        }
        else
        {
            plan.Wake(due);
        }
    }
}
