using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Takes the results of measuring volumes.</summary>
internal static class Limits
{
    /// <summary>An evicted pod gets one second, as with the kubelet.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(1);

    /// <param name="pod">The pod.</param>
    /// <param name="volume">The volume that holds too much, or null.</param>
    /// <param name="now">The time.</param>
    public static void Checked(PodState pod, string? volume, DateTimeOffset now)
    {
        pod.CheckingLimits = false;
        if (volume is null || pod.IsEnding)
        {
            return;
        }

        var limit = pod.Pod.Volumes.OfType<EmptyDirVolume>().FirstOrDefault(plan => plan.Name == volume)?.SizeLimit;
        Decisions.Fail(
            pod,
            new PodFailure { Reason = EventReasons.Evicted, Message = $"Usage of EmptyDir volume \"{volume}\" exceeds the limit \"{limit}\"." },
            _grace,
            now);
    }
}
