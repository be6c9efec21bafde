namespace Reeve.Runtime.Engine.Planning;

/// <summary>Takes the results of telling the driver to stop an attempt.</summary>
internal static class StopResults
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _max = TimeSpan.FromSeconds(30);

    /// <summary>The driver could not: it is told again, unless it knows no such attempt.</summary>
    public static void Failed(PodState pod, ContainerTrack container, StopTrack stop, ProviderException failure, DateTimeOffset now)
    {
        if (container.Stop != stop || container.Stage != Stage.Running)
        {
            return;
        }

        if (failure.Reason == ErrorReason.NotFound)
        {
            Observations.Lose(container, now);
            return;
        }

        stop.KillAt = null;
        stop.Backoff = stop.Backoff.Grow(now, now, _first, _max);
        stop.RetryAt = now + stop.Backoff.Delay;
        pod.Raise(now, EventReasons.FailedKillPod, $"error killing container {container.Name}: {failure.Message}", warning: true, container.Name);
    }
}
