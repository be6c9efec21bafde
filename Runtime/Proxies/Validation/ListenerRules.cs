using System.Net;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Sockets;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Validation;

/// <summary>Rules for listeners.</summary>
internal static class ListenerRules
{
    public static void Check(ProxySpec spec, SpecErrors errors)
    {
        errors.Names("listeners", spec.Listeners.Select(listener => listener.Name));
        HashSet<(IPEndPoint EndPoint, bool IsUdp)> taken = [];
        for (var i = 0; i < spec.Listeners.Count; i++)
        {
            var (listener, field) = (spec.Listeners[i], $"listeners[{i}]");
            var protocol = Transport.Parse(listener.Protocol);
            if (protocol is ProxyProtocol.Unknown)
            {
                errors.Add($"{field}.protocol", $"Unsupported value: \"{listener.Protocol}\": supported values: {string.Join(", ", Transport.Protocols.Keys.Select(name => $"\"{name}\""))}");
            }

            if (ListenAddress.Parse(listener.Address) is not { } endPoint)
            {
                errors.Invalid($"{field}.address", listener.Address, "must be an address and a port, such as 192.0.2.1:80, [2001:db8::1]:80 or :80");
            }
            else if (!taken.Add((endPoint, protocol is ProxyProtocol.Udp)))
            {
                errors.Add($"{field}.address", $"Duplicate value: \"{listener.Address}\"");
            }

            CheckLimits(listener, protocol, field, errors);
        }
    }

    private static void CheckLimits(ProxyListenerSpec listener, ProxyProtocol protocol, string field, SpecErrors errors)
    {
        errors.Range($"{field}.maxConnections", listener.MaxConnections, 1, 1_000_000);
        errors.Duration($"{field}.idleTimeout", listener.IdleTimeout);
        if (listener.AcceptProxyProtocol && protocol is ProxyProtocol.Udp or ProxyProtocol.Http3)
        {
            errors.Add($"{field}.acceptProxyProtocol", "Forbidden: connections over UDP have no such header");
        }

        errors.Networks($"{field}.trustedProxies", listener.TrustedProxies);
    }
}
