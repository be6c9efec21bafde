using System.Net;
using Reeve.Plugins.Nginx.Configuration;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Checks;

/// <summary>Refuses listeners that nginx cannot have.</summary>
internal static class ListenerCheck
{
    public static void Run(ProxySnapshot snapshot, ProxyCapabilities capabilities)
    {
        List<(IPEndPoint EndPoint, bool IsUdp, string Name)> taken = [];
        for (var i = 0; i < snapshot.Listeners.Count; i++)
        {
            var listener = snapshot.Listeners[i];
            SnapshotCheck.RequireLabel($"listeners[{i}].name", listener.Name);
            if (!capabilities.Protocols.Contains(listener.Protocol))
            {
                throw SnapshotCheck.Unsupported($"listeners[{i}].protocol", $"This nginx does not speak {listener.Protocol}, which {listener.Name} asks for.");
            }

            foreach (var endPoint in ListenAddresses.Of(listener))
            {
                var isUdp = listener.Protocol is ProxyProtocol.Udp;
                if (taken.FirstOrDefault(other => other.IsUdp == isUdp && Overlap(other.EndPoint, endPoint)) is { Name: { } other })
                {
                    throw new ProviderException(ErrorReason.Conflict, $"The listener {listener.Name} cannot have {endPoint}: the listener {other} has that port.") { Field = $"listeners[{i}].address" };
                }

                taken.Add((endPoint, isUdp, listener.Name));
            }
        }
    }

    private static bool Overlap(IPEndPoint one, IPEndPoint other) =>
        one.Port == other.Port && one.AddressFamily == other.AddressFamily
        && (one.Address.Equals(other.Address) || ListenAddresses.IsAny(one.Address) || ListenAddresses.IsAny(other.Address));
}
