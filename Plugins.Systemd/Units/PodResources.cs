using Reeve.Kubernetes;

namespace Reeve.Plugins.Systemd.Units;

/// <summary>What a pod as a whole asks for: <c>spec.resources</c>, or what follows from its containers, by the rules of the scheduler. Pure.</summary>
internal static class PodResources
{
    /// <summary>The request: that of the pod, or the greater of all that run together and each init container with what runs beside it; with overhead.</summary>
    public static Quantity Request(PodSpec pod, string name)
    {
        var overhead = pod.Overhead.GetValueOrDefault(name);
        if (pod.Resources is { } own && (own.Requests.TryGetValue(name, out var written) || own.Limits.TryGetValue(name, out written)))
        {
            return written + overhead;
        }

        var together = pod.Containers.Aggregate(Quantity.Zero, (sum, container) => sum + RequestOf(container.Resources, name));
        var (beside, peak) = (Quantity.Zero, Quantity.Zero);
        foreach (var container in pod.InitContainers)
        {
            var request = RequestOf(container.Resources, name);
            var now = beside + request;
            peak = now > peak ? now : peak;
            beside = container.RestartPolicy == RestartPolicies.Always ? now : beside;
        }

        together += beside;
        return (together > peak ? together : peak) + overhead;
    }

    /// <summary>The limit that the pod itself names, with overhead; null if it names none: each container has its own then.</summary>
    public static Quantity? Limit(PodSpec pod, string name) =>
        pod.Resources is { } own && own.Limits.TryGetValue(name, out var limit) && limit.Sign > 0 ? limit + pod.Overhead.GetValueOrDefault(name) : null;

    // The API copies a limit without a request; a pod from a file has not been through it.
    private static Quantity RequestOf(ResourceRequirements resources, string name) =>
        resources.Requests.TryGetValue(name, out var request) || resources.Limits.TryGetValue(name, out request) ? request : Quantity.Zero;
}
