using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Defaults;

/// <summary>Requests that are not there are taken from the limits.</summary>
internal static class ResourceDefaults
{
    public static ResourceRequirements Apply(ResourceRequirements resources) =>
        resources.Limits.Keys.All(resources.Requests.ContainsKey) ? resources : resources with { Requests = Fill(resources, static (_, limit) => limit) };

    /// <summary>Requests of a whole pod are what its containers request together, and only without that the limits.</summary>
    public static ResourceRequirements ApplyToPod(ResourceRequirements resources, PodSpec spec) =>
        resources.Limits.Keys.All(resources.Requests.ContainsKey)
            ? resources
            : resources with { Requests = Fill(resources, (name, limit) => Sum(spec, name) is { IsZero: false } sum ? sum : limit) };

    private static Dictionary<string, Quantity> Fill(ResourceRequirements resources, Func<string, Quantity, Quantity> value)
    {
        var requests = new Dictionary<string, Quantity>(resources.Requests, StringComparer.Ordinal);
        foreach (var (name, limit) in resources.Limits)
        {
            requests.TryAdd(name, value(name, limit));
        }

        return requests;
    }

    /// <summary>Containers and sidecars add up; an init container counts beside the sidecars started before it.</summary>
    private static Quantity Sum(PodSpec spec, string name)
    {
        var (sidecars, peak) = (Quantity.Zero, Quantity.Zero);
        foreach (var container in spec.InitContainers)
        {
            var request = container.Resources.Requests.GetValueOrDefault(name);
            var together = sidecars + request;
            peak = together > peak ? together : peak;
            sidecars = container.RestartPolicy == RestartPolicies.Always ? together : sidecars;
        }

        var total = spec.Containers.Aggregate(sidecars, (sum, c) => sum + c.Resources.Requests.GetValueOrDefault(name));
        return total > peak ? total : peak;
    }
}
