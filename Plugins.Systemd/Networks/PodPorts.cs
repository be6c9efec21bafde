using System.Globalization;
using Reeve.Machine;
using Reeve.Plugins.Systemd.Containers;

namespace Reeve.Plugins.Systemd.Networks;

/// <summary>Connects to ports of a pod, in the network that its containers are in.</summary>
internal static class PodPorts
{
    /// <summary>See <see cref="Reeve.Containers.IContainerPortForward.ForwardPortAsync"/>.</summary>
    public static Task ForwardAsync(IEnumerable<SystemdContainer> pod, int port, Stream connection, CancellationToken cancellationToken)
    {
        var containers = pod.ToList();
        if (containers.Count == 0)
        {
            throw new ProviderException(ErrorReason.NotFound, "There is no container of this pod.");
        }

        // Of any container, for all are in the same network.
        var process = containers.Select(container => container.IsRunning ? container.Observation.ProcessId : null).FirstOrDefault(id => id is not null)
            ?? throw new ProviderException(ErrorReason.Conflict, "No container of the pod runs.");
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/ns/net");
        if (new FileInfo(path).LinkTarget == new FileInfo("/proc/self/ns/net").LinkTarget)
        {
            return PortForward.RunAsync(port, connection, cancellationToken);
        }

        var network = new NetworkNamespace(path);
        return PortForward.RunAsync(port, connection, family => network.RunAsync(() => PortForward.Open(family)), cancellationToken);
    }
}
