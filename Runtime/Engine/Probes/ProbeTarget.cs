using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Probes;

/// <summary>Finds the address that a network probe or hook goes to.</summary>
internal static class ProbeTarget
{
    /// <summary>The host written, or the pod's address, or this machine where the pod has none.</summary>
    public static string Host(string? written, PodFacts facts) =>
        written is { Length: > 0 } ? written : facts.PodIPs.Count > 0 ? facts.PodIPs[0] : "127.0.0.1";

    /// <summary>The number of a port that is written as a number or as the name of one of the container's ports.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: there is no such port.</exception>
    public static int Port(IntOrString port, Container container)
    {
        var number = port.IntValue ?? NumberOf(port.StringValue!, container);
        return number is > 0 and < 65536
            ? number
            : throw new ProviderException(ErrorReason.Invalid, $"invalid port number: {number}");
    }

    private static int NumberOf(string name, Container container)
    {
        foreach (var port in container.Ports)
        {
            if (port.Name == name)
            {
                return port.Port;
            }
        }

        return int.TryParse(name, out var number)
            ? number
            : throw new ProviderException(ErrorReason.Invalid, $"couldn't find port: {name} in container {container.Name}");
    }
}
