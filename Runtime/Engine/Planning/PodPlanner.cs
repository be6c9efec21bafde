using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>
/// Says what has to be done for a pod in a state at a time. Pure: it changes nothing. The order of its questions is that of the
/// kubelet's <c>computePodActions</c>.
/// </summary>
/// <remarks>
/// <code>
///  ending? ── yes ──► StopPlanner: stop what runs, sidecars last and in reverse
///    │ no
///  1 deadline over? ──► Fail
///  2 volumes and sandbox ──► SetUp
///  3 ephemeral containers never started ──► Launch
///  4 init containers (InitPlanner): one after another; sidecars stay up
///  5 regular containers: start what has to run; none left ──► Complete
///  6 failed probes ──► Kill;  stops of single containers ──► StopPlanner
///  7 probes that are due, hooks, ends to collect, limits
/// </code>
/// At most one container of a pod is being launched at a time, its postStart hook included, as with the kubelet.
/// </remarks>
internal static class PodPlanner
{
    public static PodPlan Plan(PodState pod, DateTimeOffset now)
    {
        var plan = new PodPlan();
        if (!pod.IsEnding)
        {
            PlanLife(pod, now, plan);
        }

        // What was just decided (Fail, Complete) takes effect in the next plan.
        foreach (var container in pod.Containers)
        {
            if (container is { Stage: Stage.Ending, Collecting: false })
            {
                if (!HookPlanner.HoldsEnd(pod, container, now, plan))
                {
                    plan.Add(new PodAction.CollectEnd(container));
                }
            }
            else if (container.Stage == Stage.Running)
            {
                StopPlanner.Plan(pod, container, now, plan);
                HookPlanner.Plan(pod, container, now, plan);
                ProbePlanner.Plan(pod, container, now, plan);
            }
        }

        return plan;
    }

    private static void PlanLife(PodState pod, DateTimeOffset now, PodPlan plan)
    {
        // 1
        if (pod.Pod.Pod.Spec.ActiveDeadlineSeconds is { } seconds)
        {
            var deadline = pod.AcceptedAt + Seconds.Of(seconds);
            if (now >= deadline)
            {
                plan.Add(new PodAction.Fail(
                    new PodFailure { Reason = EventReasons.DeadlineExceeded, Message = "Pod was active on the node longer than the specified deadline" },
                    Seconds.Bound(pod.Pod.GracePeriod)));
                return;
            }

            plan.Wake(deadline);
        }

        // 2
        if (pod.SetUp != SetUpStage.Done)
        {
            if (IsOver(pod, now))
            {
                plan.Add(new PodAction.Complete());
                return;
            }

            if (pod.SetUp == SetUpStage.Due && pod.SetUpRetryAt is { } retry && retry > now)
            {
                plan.Wake(retry);
            }
            else if (pod.SetUp == SetUpStage.Due)
            {
                plan.Add(new PodAction.SetUp());
            }

            return;
        }

        // A new round begins when everything of the last one has ended.
        if (pod.Containers.Exists(container => container.IsBusy && container.Round != pod.Round))
        {
            return;
        }

        PlanStarts(pod, now, plan);
        LimitPlanner.Plan(pod, now, plan);
    }

    /// <summary>A pod that was taken over and has nothing left to do needs no volumes for that.</summary>
    private static bool IsOver(PodState pod, DateTimeOffset now)
    {
        if (!pod.Containers.Exists(static container => container.Stage == Stage.Ended))
        {
            return false;
        }

        var plan = new PodPlan();
        PlanStarts(pod, now, plan);
        return plan.Actions.Exists(static action => action is PodAction.Complete);
    }

    private static void PlanStarts(PodState pod, DateTimeOffset now, PodPlan plan)
    {
        var starts = new StartPlanner(pod, now, plan);

        // 3
        foreach (var container in pod.Containers)
        {
            if (container is { Kind: ContainerKind.Ephemeral, Stage: Stage.None })
            {
                starts.Start(container);
            }
        }

        // 4
        if (!InitPlanner.Plan(pod, plan, starts))
        {
            return;
        }

        // 5
        var pending = false;
        foreach (var container in pod.Containers)
        {
            if (container.Kind is not ContainerKind.Regular)
            {
                continue;
            }

            if (container.IsBusy)
            {
                pending = true;
            }
            else if (!pod.HasRun(container))
            {
                pending = true;
                starts.Start(container);
            }
            else
            {
                var verdict = RestartPolicy.Judge(pod, container);
                if (verdict == RestartVerdict.RestartAll)
                {
                    plan.Add(new PodAction.RestartAll(container));
                    return;
                }

                if (verdict == RestartVerdict.Restart)
                {
                    pending = true;
                    starts.Start(container);
                }
            }
        }

        if (!pending)
        {
            plan.Add(new PodAction.Complete());
        }
    }
}
