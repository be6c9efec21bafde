using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Networks;

/// <summary>What a pod may ask of its network. Pure.</summary>
internal static class NetworkAdmission
{
    public static IEnumerable<FieldError> Validate(Pod pod, NetworkSettings settings)
    {
        var own = settings.Enabled && pod.Spec.HostNetwork != true;
        foreach (var annotation in PodDemands.BandwidthAnnotations.Where(pod.Metadata.Annotations.ContainsKey))
        {
            var path = $"metadata.annotations[{annotation}]";
            if (!Quantity.TryParse(pod.Metadata.Annotations[annotation], out var rate) || rate.Sign <= 0)
            {
                yield return new FieldError { Field = path, Message = $"Invalid value: \"{pod.Metadata.Annotations[annotation]}\": must be a positive number of bits in a second" };
            }
            else if (!own || !settings.Takes("bandwidth"))
            {
                yield return new FieldError { Field = path, Message = "Forbidden: the node limits the bandwidth only of pods with a network of their own, by a network plugin with that capability" };
            }
        }

        if (own && !settings.Takes("portMappings") && pod.Spec.Containers.Any(container => container.Ports.Any(port => port.HostPort > 0)))
        {
            yield return new FieldError { Field = "spec.containers", Message = "Forbidden: the node's network maps no host ports", Feature = PodFeature.HostPorts };
        }
    }
}
