using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Notes in the state that an action was decided, so that the next plan does not ask for it again.</summary>
internal static class Decisions
{
    public static void Apply(PodState pod, PodAction action, DateTimeOffset now)
    {
        switch (action)
        {
            case PodAction.SetUp:
                pod.SetUp = SetUpStage.Running;
                break;
            case PodAction.Launch(var container):
                Launch(pod, container, now);
                break;
            case PodAction.PostStart(var container):
                container.PostStart = HookStage.Running;
                container.PostStartSleepUntil = SleepOf(container.Resolved.Spec.Lifecycle?.PostStart, now);
                break;
            case PodAction.PreStop(var container):
                container.Stop!.PreStop = HookStage.Running;
                container.Stop.SleepUntil = SleepOf(container.Resolved.Spec.Lifecycle?.PreStop, now);
                break;
            case PodAction.EndSleep(var container):
                EndSleep(pod, container, now);
                break;
            case PodAction.HoldEnd(var container):
                container.EndHeldUntil = now + pod.Options.MinimumGracePeriod;
                break;
            case PodAction.GiveUpHook(var container, var hook, var why):
                HookResults.GivenUp(pod, container, hook, why, now);
                break;
            case PodAction.StopAttempt(var container, var gracePeriod):
                container.Stop!.KillAt = now + gracePeriod;
                break;
            case PodAction.CollectEnd(var container):
                container.Collecting = true;
                break;
            case PodAction.RunProbe(_, var probe):
                var due = (probe.NextAt ?? now) + probe.Period;
                probe.NextAt = due > now ? due : now + probe.Period;
                probe.Running = true;
                break;
            case PodAction.CheckLimits:
                pod.CheckingLimits = true;
                pod.NextLimitCheck = now + pod.Options.LimitCheckInterval;
                break;
            case PodAction.Wait(var container, var why):
                Wait(pod, container, why, now);
                break;
            case PodAction.Kill(var container, var cause):
                Kills.Begin(pod, container, cause, now);
                break;
            case PodAction.Fail(var failure, var gracePeriod):
                Fail(pod, failure, gracePeriod, now);
                break;
            case PodAction.Complete:
                pod.Completed = true;
                pod.Changed = true;
                break;
            case PodAction.RestartAll:
                Rounds.Restart(pod, now);
                break;
        }
    }

    public static void Fail(PodState pod, PodFailure failure, TimeSpan gracePeriod, DateTimeOffset now)
    {
        pod.Failure ??= failure;
        pod.EndGrace ??= gracePeriod;
        pod.Raise(now, failure.Reason, failure.Message ?? failure.Reason, warning: failure.Reason != EventReasons.DeadlineExceeded);
    }

    private static void Launch(PodState pod, ContainerTrack container, DateTimeOffset now)
    {
        if (container.End is { } end)
        {
            container.Crash = container.Crash.Grow(
                end.FinishedAt ?? now, now, pod.Options.CrashBackoff, pod.Options.MaxCrashBackoff);
        }

        container.Stage = Stage.Launching;
        container.RetryAt = null;
        container.Round = pod.Round;
    }

    private static void EndSleep(PodState pod, ContainerTrack container, DateTimeOffset now)
    {
        if (container.PostStart == HookStage.Running && container.PostStartSleepUntil <= now)
        {
            HookResults.PostStartEnded(pod, container, container.Attempt, null, now);
        }

        if (container.Stop is { PreStop: HookStage.Running } stop && stop.SleepUntil <= now)
        {
            stop.PreStop = HookStage.Done;
        }
    }

    private static void Wait(PodState pod, ContainerTrack container, Waiting why, DateTimeOffset now)
    {
        container.Waiting = why;
        pod.Changed = true;
        switch (why.Reason)
        {
            case Waiting.CrashLoopBackOff:
                pod.Raise(now, EventReasons.BackOff, $"Back-off restarting failed container {container.Name} in pod {pod.DisplayName}", true, container.Name);
                break;
            case Waiting.ImagePullBackOff:
                pod.Raise(now, EventReasons.BackOff, $"Back-off pulling image \"{container.MissingImage}\"", false, container.Name);
                pod.Raise(now, EventReasons.Failed, "Error: ImagePullBackOff", true, container.Name);
                break;
            case Waiting.CreateContainerConfigError:
                pod.Raise(now, EventReasons.Failed, $"Error: {why.Message}", true, container.Name);
                break;
        }
    }

    private static DateTimeOffset? SleepOf(LifecycleHandler? hook, DateTimeOffset now) =>
        hook?.Sleep is { } sleep ? now + Seconds.Of(sleep.Seconds) : null;
}
