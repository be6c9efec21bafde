using System.Text.Json.Nodes;
using Reeve.Kubernetes;

namespace Reeve.Plugins.Systemd.Networks;

/// <summary>What a pod asks of its network, in the words of the CNI conventions for capabilities. Pure.</summary>
internal static class PodDemands
{
    private const string Ingress = "kubernetes.io/ingress-bandwidth";
    private const string Egress = "kubernetes.io/egress-bandwidth";
    private const long Burst = int.MaxValue; // bits; the token bucket of the plugin takes no more

    public static IReadOnlyList<string> BandwidthAnnotations { get; } = [Ingress, Egress];

    public static JsonObject Of(Pod pod)
    {
        var demands = new JsonObject();
        var ports = pod.Spec.InitContainers.Cast<ContainerCommon>().Concat(pod.Spec.Containers).SelectMany(container => container.Ports)
            .Where(port => port.HostPort > 0).Select(MappingOf).ToArray();
        if (ports.Length > 0)
        {
            demands["portMappings"] = new JsonArray(ports);
        }

        var bandwidth = new JsonObject();
        Limit(pod, Ingress, "ingress", bandwidth);
        Limit(pod, Egress, "egress", bandwidth);
        if (bandwidth.Count > 0)
        {
            demands["bandwidth"] = bandwidth;
        }

        return demands;
    }

    private static JsonNode MappingOf(ContainerPort port)
    {
        var mapping = new JsonObject
        {
            ["hostPort"] = port.HostPort,
            ["containerPort"] = port.Port,
            ["protocol"] = (port.Protocol ?? Protocols.Tcp).ToLowerInvariant(),
        };
        if (port.HostIP is { Length: > 0 } address)
        {
            mapping["hostIP"] = address;
        }

        return mapping;
    }

    private static void Limit(Pod pod, string annotation, string direction, JsonObject bandwidth)
    {
        if (pod.Metadata.Annotations.TryGetValue(annotation, out var text) && Quantity.TryParse(text, out var rate) && rate.Sign > 0)
        {
            bandwidth[direction + "Rate"] = rate.Value; // bits in a second
            bandwidth[direction + "Burst"] = Burst;
        }
    }
}
