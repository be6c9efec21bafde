using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Begins a pod again from its first init container.</summary>
internal static class Rounds
{
    /// <summary>Restarts every container, those that run included. Ephemeral ones are left alone.</summary>
    public static void Restart(PodState pod, DateTimeOffset now)
    {
        pod.Round++;
        foreach (var container in pod.Containers)
        {
            if (container.Kind == ContainerKind.Ephemeral)
            {
                container.Round = pod.Round;
            }
            else
            {
                Kills.Begin(pod, container, StopCause.RestartAll, now);
            }
        }

        pod.Changed = true;
    }

    /// <summary>
    /// The sandbox is gone with all its containers, as after a reboot: what may run again does, init containers first; regular
    /// containers that are done stay done. Nothing may run again: the pod is over.
    /// </summary>
    public static void Lost(PodState pod, DateTimeOffset now)
    {
        var again = pod.Containers.Exists(container => container.Kind == ContainerKind.Regular
            && (container.Stage == Stage.None || RestartPolicy.Judge(pod, container) != RestartVerdict.Stay));
        if (!again)
        {
            pod.Completed = true;
            return;
        }

        pod.Round++;
        foreach (var container in pod.Containers)
        {
            if (container.Kind == ContainerKind.Ephemeral
                || (container.Kind == ContainerKind.Regular && container.Stage != Stage.None
                    && RestartPolicy.Judge(pod, container) == RestartVerdict.Stay))
            {
                container.Round = pod.Round;
            }
        }

        pod.Raise(now, EventReasons.SandboxChanged, "Pod sandbox changed, it will be killed and re-created.");
    }
}
