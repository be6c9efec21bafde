using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Statuses;

/// <summary>Computes the quality of service class (https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/).</summary>
internal static class PodQos
{
    private static readonly string[] Counted = [ResourceNames.Cpu, ResourceNames.Memory];

    /// <summary>The class of a pod.</summary>
    public static string Of(PodSpec spec)
    {
        // Resources of the pod as a whole decide alone where they are given.
        IReadOnlyList<ResourceRequirements> all = spec.Resources is { } whole && (Any(whole.Requests) || Any(whole.Limits))
            ? [whole]
            : [.. spec.InitContainers.Concat(spec.Containers).Select(container => container.Resources)];
        return !all.Any(resources => Any(resources.Requests) || Any(resources.Limits)) ? QosClasses.BestEffort
            : all.All(IsGuaranteed) ? QosClasses.Guaranteed
            : QosClasses.Burstable;
    }

    private static bool Any(IReadOnlyDictionary<string, Quantity> amounts) =>
        Counted.Any(name => amounts.TryGetValue(name, out var amount) && amount.Sign > 0);

    private static bool IsGuaranteed(ResourceRequirements resources) => Counted.All(name =>
        resources.Limits.TryGetValue(name, out var limit)
        && limit.Sign > 0
        && (!resources.Requests.TryGetValue(name, out var request) || request == limit));
}
