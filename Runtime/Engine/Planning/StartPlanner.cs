using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Starts a container, unless something has to be waited for.</summary>
internal sealed class StartPlanner(PodState pod, DateTimeOffset now, PodPlan plan)
{
    private bool _launching = pod.Containers.Exists(static container =>
        container.Stage == Stage.Launching || container is { Stage: Stage.Running, PostStart: HookStage.Due or HookStage.Running, Stop: null });

    public void Start(ContainerTrack container)
    {
        if (container.IsBusy)
        {
            return;
        }

        if (container.Resolved.Problem is { } problem)
        {
            Wait(container, new Waiting(Waiting.CreateContainerConfigError, problem));
            return;
        }

        if (MustPause(container) || _launching)
        {
            return;
        }

        _launching = true;
        plan.Add(new PodAction.Launch(container));
    }

    private bool MustPause(ContainerTrack container)
    {
        if (container.End is { } end)
        {
            var ended = end.FinishedAt ?? now;
            var message = $"back-off {GoDuration.Format(container.Crash.Delay)} restarting failed container={container.Name} pod={pod.DisplayName}";
            if (Pauses(container, container.Crash.Until(ended, pod.Options.MaxCrashBackoff), new Waiting(Waiting.CrashLoopBackOff, message)))
            {
                return true;
            }

            if (EndReasons.NeverRan(end.Reason)
                && Pauses(container, ended + pod.Options.RetryBackoff, new Waiting(Waiting.RunContainerError, end.Message)))
            {
                return true;
            }
        }

        if (container.RetryAt is not { } retry || retry <= now)
        {
            return false;
        }

        plan.Wake(retry);
        if (container is { Waiting: { Reason: Waiting.ErrImagePull } failed, BackoffShownAt: { } shown })
        {
            Show(container, shown, failed);
        }

        return true;
    }

    private void Show(ContainerTrack container, DateTimeOffset shown, Waiting failed)
    {
        if (shown <= now)
        {
            Wait(container, new Waiting(Waiting.ImagePullBackOff, $"Back-off pulling image \"{container.MissingImage}\": {failed.Reason}: {failed.Message}"));
        }
        else
        {
            plan.Wake(shown);
        }
    }

    private bool Pauses(ContainerTrack container, DateTimeOffset until, Waiting why)
    {
        if (until <= now)
        {
            return false;
        }

        Wait(container, why);
        plan.Wake(until);
        return true;
    }

    private void Wait(ContainerTrack container, Waiting why)
    {
        if (container.Waiting != why)
        {
            plan.Add(new PodAction.Wait(container, why));
        }
    }
}
