namespace Reeve.Runtime.Engine.Planning;

/// <summary>Takes the results of probes: thresholds and verdicts, as the kubelet's prober worker does.</summary>
internal static class Probing
{
    public static void Ended(PodState pod, ContainerTrack container, ProbeTrack probe, ProbeResult result, DateTimeOffset now)
    {
        probe.Running = false;
        if (container.Stage != Stage.Running
            || (probe != container.StartupProbe && probe != container.ReadinessProbe && probe != container.LivenessProbe))
        {
            return;
        }

        switch (result.Outcome)
        {
            case ProbeOutcome.Error:
                pod.Raise(now, EventReasons.Unhealthy, $"{probe.Kind} probe errored: {result.Output}", warning: true, container.Name);
                return;
            case ProbeOutcome.Failure:
                pod.Raise(now, EventReasons.Unhealthy, $"{probe.Kind} probe failed: {result.Output}", warning: true, container.Name);
                break;
            case ProbeOutcome.Warning:
                pod.Raise(now, EventReasons.ProbeWarning, $"{probe.Kind} probe warning: {result.Output}", warning: true, container.Name);
                break;
        }

        Count(pod, probe, result.Outcome != ProbeOutcome.Failure);
    }

    private static void Count(PodState pod, ProbeTrack probe, bool good)
    {
        probe.Count = probe.LastGood == good ? probe.Count + 1 : 1;
        probe.LastGood = good;
        if (probe.Count < (good ? probe.SuccessThreshold : probe.FailureThreshold))
        {
            return;
        }

        pod.Changed |= probe.Passing != good;
        probe.Passing = good;
        probe.Failed = !good && probe.Kind != ProbeKind.Readiness;
    }
}
