using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>The ports by which routers are connected to a network.</summary>
internal static class RouterPorts
{
    public static async Task<IReadOnlyList<Port>> ListAsync(ICloud cloud, string network, CancellationToken cancellationToken) =>
    [
        .. (await cloud.Network.Ports.ListAsync(ResourceQuery.All.With("network_id", network), cancellationToken))
            .Where(port => port.DeviceOwner.StartsWith("network:router_interface", StringComparison.Ordinal) || port.DeviceOwner == "network:ha_router_replicated_interface"),
    ];

    /// <summary>Disconnects all routers, waiting out that floating addresses still go through them.</summary>
    public static async Task RemoveAllAsync(CloudSteps steps, ICloud cloud, string network, CancellationToken cancellationToken)
    {
        foreach (var port in await ListAsync(cloud, network, cancellationToken))
        {
            await steps.WaitAsync(async () => await TryAsync(cloud, port, cancellationToken) ? port : null, cancellationToken);
        }
    }

    private static async Task<bool> TryAsync(ICloud cloud, Port port, CancellationToken cancellationToken)
    {
        try
        {
            await cloud.Network.Routers.RemoveInterfaceAsync(port.DeviceId, new RouterInterfaceTarget { PortId = port.Id }, cancellationToken);
            return true;
        }
        catch (CloudException e) when (e.Reason is ErrorReason.Conflict or ErrorReason.Transient)
        {
            return await cloud.Network.Ports.FindAsync(port.Id, cancellationToken) is null;
        }
    }
}
