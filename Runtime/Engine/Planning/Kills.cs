using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Begins and shortens the stopping of containers.</summary>
internal static class Kills
{
    public static void Begin(PodState pod, ContainerTrack container, StopCause cause, DateTimeOffset now)
    {
        if (container.Stop is not null || container.Stage != Stage.Running)
        {
            return;
        }

        var restart = cause switch
        {
            StopCause.Definition or StopCause.RestartAll => true,
            StopCause.Liveness or StopCause.Startup => RestartPolicy.Of(pod, container) != RestartPolicies.Never,
            _ => false,
        };
        var deadline = cause == StopCause.Pod && pod.StopDeadline is { } asked ? asked : now + GraceOf(pod, container, cause);
        container.ForceRestart |= restart;
        container.Stop = new StopTrack
        {
            Cause = cause,
            Deadline = deadline,
            AtOnce = cause == StopCause.Pod && pod.StopAtOnce,
            PreStop = container.Resolved.Spec.Lifecycle?.PreStop is null ? HookStage.None : HookStage.Due,
        };
        pod.Raise(now, EventReasons.Killing, MessageOf(container, cause, restart), container: container.Name);
    }

    /// <summary>Stops the whole pod; again: the shorter grace period counts.</summary>
    public static void StopPod(PodState pod, TimeSpan gracePeriod, DateTimeOffset now)
    {
        var deadline = now + Seconds.Bound(gracePeriod);
        pod.StopDeadline = pod.StopDeadline is { } before && before < deadline ? before : deadline;
        pod.StopAtOnce |= gracePeriod == TimeSpan.Zero;
        foreach (var container in pod.Containers)
        {
            if (container.Stop is not { } stop)
            {
                continue;
            }

            stop.Cause = StopCause.Pod;
            stop.AtOnce |= pod.StopAtOnce;
            stop.Deadline = stop.Deadline < pod.StopDeadline ? stop.Deadline : pod.StopDeadline.Value;
        }

        pod.Changed = true;
    }

    private static TimeSpan GraceOf(PodState pod, ContainerTrack container, StopCause cause)
    {
        var ofProbe = cause switch
        {
            StopCause.Liveness => container.LivenessProbe?.Spec.TerminationGracePeriodSeconds,
            StopCause.Startup => container.StartupProbe?.Spec.TerminationGracePeriodSeconds,
            StopCause.Pod => null,
            _ => null,
        };
        return ofProbe is { } seconds ? Seconds.Of(seconds)
            : cause == StopCause.Pod && pod.EndGrace is { } grace ? grace
            : Seconds.Bound(pod.Pod.GracePeriod);
    }

    private static string MessageOf(ContainerTrack container, StopCause cause, bool restart)
    {
        var what = container.Kind is ContainerKind.Init or ContainerKind.Sidecar ? "Init container" : "Container";
        var text = cause switch
        {
            StopCause.Liveness => $"{what} {container.Name} failed liveness probe",
            StopCause.Startup => $"{what} {container.Name} failed startup probe",
            StopCause.PostStart => "FailedPostStartHook",
            StopCause.Definition => $"{what} {container.Name} definition changed",
            _ => $"Stopping container {container.Name}",
        };
        return restart && cause != StopCause.RestartAll ? $"{text}, will be restarted" : text;
    }
}
