using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>
/// Stops a running container: the preStop hook first, then its turn (sidecars wait for the regular containers and for the
/// sidecars after them), then the driver. All of it counts against one grace period.
/// </summary>
internal static class StopPlanner
{
    public static void Plan(PodState pod, ContainerTrack container, DateTimeOffset now, PodPlan plan)
    {
        if (container.Stop is not { } stop)
        {
            if (pod.IsEnding)
            {
                plan.Add(new PodAction.Kill(container, StopCause.Pod));
            }
            else if (CauseOf(pod, container) is { } cause)
            {
                plan.Add(new PodAction.Kill(container, cause));
            }

            return;
        }

        var waits = !stop.AtOnce && now < stop.Deadline;
        if (waits && stop.PreStop == HookStage.Due)
        {
            plan.Add(new PodAction.PreStop(container));
            return;
        }

        if (waits && (stop.PreStop == HookStage.Running || !HasTurn(pod, container, stop)))
        {
            plan.Wake(stop.Deadline);
            return;
        }

        if (stop is { PreStop: HookStage.Running, SleepUntil: null })
        {
            var why = stop.AtOnce ? "the container is killed at once" : "it did not end within the grace period";
            plan.Add(new PodAction.GiveUpHook(container, HookKind.PreStop, why));
        }

        Tell(pod, container, stop, now, plan);
    }

    private static void Tell(PodState pod, ContainerTrack container, StopTrack stop, DateTimeOffset now, PodPlan plan)
    {
        if (stop.RetryAt is { } retry && retry > now)
        {
            plan.Wake(retry);
            return;
        }

        // Containers always get a moment between signal and kill, even when hooks used up the grace period.
        var killAt = stop.AtOnce ? now : Later(stop.Deadline, now + pod.Options.MinimumGracePeriod);
        if (stop.KillAt is null || killAt < stop.KillAt)
        {
            plan.Add(new PodAction.StopAttempt(container, killAt - now));
        }
    }

    private static StopCause? CauseOf(PodState pod, ContainerTrack container) => container switch
    {
        _ when container.Round != pod.Round => StopCause.RestartAll,
        { StartupProbe.Failed: true } => StopCause.Startup,
        { LivenessProbe.Failed: true } => StopCause.Liveness,
        _ => null,
    };

    private static bool HasTurn(PodState pod, ContainerTrack container, StopTrack stop)
    {
        if (container.Kind != ContainerKind.Sidecar || stop.Cause != StopCause.Pod)
        {
            return true;
        }

        var index = pod.Containers.IndexOf(container);
        for (var i = 0; i < pod.Containers.Count; i++)
        {
            var other = pod.Containers[i];
            if (other.IsBusy && (other.Kind == ContainerKind.Regular || (other.Kind == ContainerKind.Sidecar && i > index)))
            {
                return false;
            }
        }

        return true;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
