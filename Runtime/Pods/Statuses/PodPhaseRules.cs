using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Statuses;

/// <summary>
/// Computes the phase from the states of containers as the kubelet does (<c>getPhase</c> in <c>pkg/kubelet/kubelet_pods.go</c>).
/// </summary>
internal static class PodPhaseRules
{
    /// <summary>The phase.</summary>
    /// <param name="spec">The pod.</param>
    /// <param name="init">States of init containers.</param>
    /// <param name="regular">States of regular containers.</param>
    /// <param name="ended">Containers that have ended stay ended, whatever their restart policy.</param>
    public static string Compute(
        PodSpec spec, IReadOnlyList<ContainerStatus> init, IReadOnlyList<ContainerStatus> regular, bool ended)
    {
        var initialization = Initialization.Of(spec, init, ended);
        if (initialization.FailedForGood)
        {
            return PodPhases.Failed;
        }

        var counts = Counts.Of(spec, init, regular, ended);
        return initialization.Pending > 0 || (counts.PendingSidecars > 0 && !HasStarted(regular)) || counts.Waiting > 0 ? PodPhases.Pending
            : counts.Running > 0 && counts.Unknown == 0 ? PodPhases.Running
            : counts is not { Running: 0, Stopped: > 0, Unknown: 0 } ? PodPhases.Pending
            : counts.Restarting > 0 ? PodPhases.Running
            : counts.Stopped == counts.Succeeded ? PodPhases.Succeeded
            : PodPhases.Failed;
    }

    /// <summary>Whether any regular container has ever started: from then on the pod counts as initialized.</summary>
    public static bool HasStarted(IReadOnlyList<ContainerStatus> regular) => regular.Any(status =>
        status.State.Running is not null || status.State.Terminated is not null || status.LastState.Terminated is not null);

    private readonly record struct Initialization(int Pending, bool FailedForGood)
    {
        public static Initialization Of(PodSpec spec, IReadOnlyList<ContainerStatus> statuses, bool ended)
        {
            var pending = 0;
            var failed = false;
            foreach (var container in spec.InitContainers.Where(container => !RestartDecision.IsSidecar(container)))
            {
                var status = statuses.FirstOrDefault(status => status.Name == container.Name);
                var exit = status?.State.Terminated ?? (status?.State.Running is null ? status?.LastState.Terminated : null);
                if (exit is null)
                {
                    pending++;
                }
                else if (exit.ExitCode != 0)
                {
                    failed |= ended || !RestartDecision.Restarts(spec, container, exit.ExitCode);
                }
            }

            return new(failed || ended ? 0 : pending, failed);
        }
    }

    private record struct Counts(int Unknown, int Running, int Waiting, int Stopped, int Succeeded, int Restarting, int PendingSidecars)
    {
        public static Counts Of(
            PodSpec spec, IReadOnlyList<ContainerStatus> init, IReadOnlyList<ContainerStatus> regular, bool ended)
        {
            var counts = default(Counts);
            foreach (var container in spec.InitContainers.Where(RestartDecision.IsSidecar))
            {
                counts.AddSidecar(init.FirstOrDefault(status => status.Name == container.Name));
            }

            foreach (var container in spec.Containers)
            {
                counts.AddRegular(spec, container, regular.FirstOrDefault(status => status.Name == container.Name), ended);
            }

            return counts;
        }

        // A sidecar that has ended, or waits to start again, does not count for the phase.
        private void AddSidecar(ContainerStatus? status)
        {
            switch (status)
            {
                case null:
                    Unknown++;
                    break;
                case { State.Running: not null }:
                    PendingSidecars += status.Started == true ? 0 : 1;
                    Running++;
                    break;
                case { State.Terminated: null, LastState.Terminated: null }:
                    PendingSidecars++;
                    Waiting++;
                    break;
            }
        }

        private void AddRegular(PodSpec spec, Container container, ContainerStatus? status, bool ended)
        {
            var exit = status?.State.Terminated ?? status?.LastState.Terminated;
            if (status is null)
            {
                Unknown++;
            }
            else if (status.State.Running is not null)
            {
                Running++;
            }
            else if (exit is null)
            {
                Waiting++;
            }
            else
            {
                Stopped++;
                Succeeded += status.State.Terminated?.ExitCode == 0 ? 1 : 0;
                Restarting += !ended && RestartDecision.Restarts(spec, container, exit.ExitCode) ? 1 : 0;
            }
        }
    }
}
