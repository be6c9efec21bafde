using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Takes the results of measuring what pods hold on disk.</summary>
internal static class Limits
{
    /// <summary>An evicted pod gets one second, as with the kubelet.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(1);

    /// <param name="pod">The pod.</param>
    /// <param name="failure">Why it is to be evicted, or null.</param>
    /// <param name="now">The time.</param>
    public static void Checked(PodState pod, PodFailure? failure, DateTimeOffset now)
    {
        pod.CheckingLimits = false;
        if (failure is null || pod.IsEnding)
        {
            return;
        }

        Decisions.Fail(pod, failure, _grace, now);
    }
}
