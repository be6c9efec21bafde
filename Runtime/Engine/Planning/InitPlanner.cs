using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>
/// Says which init containers and sidecars have to start. Goes through them from the last to the first, as the kubelet does:
/// once a later one has run, earlier ones count as done, and of those only sidecars are kept up.
/// </summary>
internal static class InitPlanner
{
    /// <returns>Whether regular containers may run.</returns>
    public static bool Plan(PodState pod, PodPlan plan, StartPlanner starts)
    {
        var last = pod.Containers.FindLastIndex(static container => container.Kind is ContainerKind.Init or ContainerKind.Sidecar);
        if (last < 0)
        {
            return true;
        }

        var initialized = pod.Containers.Exists(container => container.Kind == ContainerKind.Regular && pod.HasRun(container));
        var reached = initialized;
        var wanted = new Stack<ContainerTrack>();
        for (var i = last; i >= 0; i--)
        {
            var container = pod.Containers[i];
            var sidecar = container.Kind == ContainerKind.Sidecar;
            if (!pod.HasRun(container))
            {
                if (reached && sidecar)
                {
                    wanted.Push(container);
                }

                continue;
            }

            if (reached && !sidecar)
            {
                continue;
            }

            if (container.Stage == Stage.Ended && (sidecar || container.End is not { ExitCode: 0 }))
            {
                switch (RestartPolicy.Judge(pod, container))
                {
                    case RestartVerdict.Stay:
                        // It failed for good, and the pod with it.
                        plan.Add(new PodAction.Complete());
                        return false;
                    case RestartVerdict.RestartAll:
                        plan.Add(new PodAction.RestartAll(container));
                        return false;
                    default:
                        wanted.Push(container);
                        break;
                }
            }
            else if (container.Stage == Stage.Ended || (sidecar && container is { Stage: Stage.Running, IsStarted: true }))
            {
                if (i == last)
                {
                    initialized = true;
                }
                else if (!reached)
                {
                    wanted.Push(pod.Containers[i + 1]);
                }
            }

            reached = true;
        }

        if (!reached)
        {
            wanted.Push(pod.Containers[0]);
        }

        foreach (var container in wanted)
        {
            starts.Start(container);
        }

        return initialized;
    }
}
