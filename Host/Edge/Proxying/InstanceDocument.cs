using System.Globalization;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Edge.Proxying;

/// <summary>Instances in a proxy's document: listeners, routes and groups of servers under names that say whose they are. Nothing else is kept of them.</summary>
internal static class InstanceDocument
{
    /// <summary>The names of the instances in a document, in order.</summary>
    public static IReadOnlyList<string> Names(ProxySpec spec) =>
        [.. spec.Listeners.Select(static listener => InstanceNames.Instance(listener.Name)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The ports of an instance.</summary>
    public static IReadOnlyList<EdgePort> Ports(ProxySpec spec, string instance)
    {
        var listeners = spec.Listeners.Where(listener => InstanceNames.Instance(listener.Name) == instance).ToDictionary(static listener => listener.Name);
        return
        [
            .. from route in spec.Routes
               where InstanceNames.Instance(route.Name) == instance && route.Listeners.Count == 1 && listeners.ContainsKey(route.Listeners[0])
               let listener = listeners[route.Listeners[0]]
               from servers in spec.Upstreams
               where servers.Name == route.Upstream && servers.Members.Count > 0
               select new EdgePort
               {
                   Kind = PortKinds.OfProtocol(listener.Protocol), External = PortOf(listener), Origin = servers.Members[0].Address, Path = route.PathPrefix ?? "/",
               },
        ];
    }

    /// <summary>Adds an instance that is not there.</summary>
    /// <param name="spec">The document.</param>
    /// <param name="instance">Its name.</param>
    /// <param name="ports">Its ports.</param>
    public static ProxySpec Add(ProxySpec spec, string instance, IReadOnlyList<EdgePort> ports)
    {
        foreach (var same in ports.GroupBy(port => InstanceNames.Listener(instance, port.Kind, port.External)))
        {
            var first = same.First();
            spec = spec with
            {
                // A server with the same port on loopback keeps it: the runtime opens such a listener at the other addresses alone.
                Listeners = [.. spec.Listeners, new ProxyListenerSpec { Name = same.Key, Protocol = PortKinds.ProtocolOf(first.Kind), Address = first.Address }],
                Routes = [.. spec.Routes, .. same.Select((port, i) => RouteOf(port, same.Key, InstanceNames.Route(same.Key, i)))],
                Upstreams =
                [
                    .. spec.Upstreams,
                    .. same.Select((port, i) => new ProxyUpstreamGroupSpec { Name = InstanceNames.Route(same.Key, i), Members = [new ProxyUpstreamSpec { Address = port.Origin }] }),
                ],
            };
        }

        return spec;
    }

    /// <summary>Removes an instance. One that is not there is no mistake.</summary>
    public static ProxySpec Remove(ProxySpec spec, string instance) => spec with
    {
        Listeners = [.. spec.Listeners.Where(one => InstanceNames.Instance(one.Name) != instance)],
        Routes = [.. spec.Routes.Where(one => InstanceNames.Instance(one.Name) != instance)],
        Upstreams = [.. spec.Upstreams.Where(one => InstanceNames.Instance(one.Name) != instance)],
    };

    /// <summary>The listener that has a port already; null if none has.</summary>
    public static string? Holder(ProxySpec spec, EdgePort port) =>
        spec.Listeners.FirstOrDefault(listener => PortOf(listener) == port.External && (listener.Protocol is "udp" or "http3") == (port.Kind is PortKind.Udp))?.Name;

    private static ProxyRouteSpec RouteOf(EdgePort port, string listener, string name) =>
        new() { Name = name, Listeners = [listener], PathPrefix = port.Kind is PortKind.Http ? port.Path : null, Upstream = name };

    private static int PortOf(ProxyListenerSpec listener) =>
        int.TryParse(listener.Address.AsSpan(listener.Address.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;
}
