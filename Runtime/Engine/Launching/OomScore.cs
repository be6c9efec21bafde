using Reeve.Kubernetes;

namespace Reeve.Runtime.Engine.Launching;

/// <summary>
/// <c>oom_score_adj</c> by quality of service, with the kubelet's formula (<c>pkg/kubelet/qos/policy.go</c>): the less memory
/// a Burstable container asked for, the sooner the kernel ends it.
/// </summary>
internal static class OomScore
{
    private const int Guaranteed = -997;
    private const int BestEffort = 1000;
    private const int CriticalPriority = 2_000_000_000;

    public static int Of(Pod pod, Container container, long memoryCapacity)
    {
        if (pod.Spec.Priority >= CriticalPriority)
        {
            return Guaranteed;
        }

        switch (QosOf(pod))
        {
            case QosClasses.Guaranteed:
                return Guaranteed;
            case QosClasses.BestEffort:
                return BestEffort;
        }

        var requested = container.Resources.Requests.TryGetValue("memory", out var request) ? request.Value
            : container.Resources.Limits.TryGetValue("memory", out var limit) ? limit.Value : 0;
        var adjustment = 1000 - (int)(1000d * requested / Math.Max(memoryCapacity, 1));
        return Math.Clamp(adjustment, 1000 + Guaranteed, BestEffort - 1);
    }

    /// <summary>The pod's class, by the rules of <c>GetPodQOS</c>.</summary>
    public static string QosOf(Pod pod)
    {
        var any = false;
        var guaranteed = true;
        foreach (var container in pod.Spec.Containers.Concat(pod.Spec.InitContainers))
        {
            foreach (var resource in (ReadOnlySpan<string>)["cpu", "memory"])
            {
                var hasLimit = container.Resources.Limits.TryGetValue(resource, out var limit) && !limit.IsZero;
                var hasRequest = container.Resources.Requests.TryGetValue(resource, out var request) && !request.IsZero;
                any |= hasLimit || hasRequest;
                guaranteed &= hasLimit && (!hasRequest || request == limit);
            }
        }

        return !any ? QosClasses.BestEffort : guaranteed ? QosClasses.Guaranteed : QosClasses.Burstable;
    }
}
