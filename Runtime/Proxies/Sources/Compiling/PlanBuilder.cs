using Reeve.Proxies;
using Reeve.Runtime.Proxies.Sockets;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>Puts a document together: what is there from others, and what is added. For one plan.</summary>
internal sealed class PlanBuilder
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly List<ProxyListenerSpec> _listeners;
    private readonly List<ProxyRouteSpec> _routes;
    private readonly List<ProxyUpstreamGroupSpec> _upstreams;
    private readonly List<ProxyCertificateSpec> _certificates;

    /// <summary>Begins with a document without what came from this source, but for what others have come to refer to.</summary>
    public PlanBuilder(ProxySpec document, SourceNames names)
    {
        _routes = [.. document.Routes.Where(one => !names.IsOwn(one.Name))];
        var listeners = _routes.SelectMany(static route => route.Listeners).ToHashSet(StringComparer.Ordinal);
        var upstreams = _routes.Select(static route => route.Upstream).ToHashSet(StringComparer.Ordinal);
        _listeners = [.. document.Listeners.Where(one => !names.IsOwn(one.Name) || listeners.Contains(one.Name))];
        _upstreams = [.. document.Upstreams.Where(one => !names.IsOwn(one.Name) || upstreams.Contains(one.Name))];
        _certificates = [.. document.Certificates.Where(one => !names.IsOwn(one.Name))];
    }

    /// <summary>The document as it is now.</summary>
    public ProxySpec Spec => new() { Listeners = [.. _listeners], Routes = [.. _routes], Upstreams = [.. _upstreams], Certificates = [.. _certificates] };

    /// <summary>From which object each name comes.</summary>
    public IReadOnlyDictionary<string, string> Owners => _owners;

    /// <summary>The listener that has a port; null if none has.</summary>
    public ProxyListenerSpec? Holder(int port, bool isUdp) =>
        _listeners.FirstOrDefault(one => ListenAddress.Parse(one.Address)?.Port == port && (Transport.Parse(one.Protocol) is ProxyProtocol.Udp or ProxyProtocol.Http3) == isUdp);

    /// <summary>Adds a listener.</summary>
    public void Add(ProxyListenerSpec listener, string owner) => Own(_listeners, listener, listener.Name, owner);

    /// <summary>Adds a route.</summary>
    public void Add(ProxyRouteSpec route, string owner) => Own(_routes, route, route.Name, owner);

    /// <summary>Adds a group of servers, once for all who refer to it.</summary>
    public void Add(ProxyUpstreamGroupSpec group, string owner)
    {
        _upstreams.RemoveAll(one => one.Name == group.Name);
        Own(_upstreams, group, group.Name, owner);
    }

    /// <summary>Adds a certificate, for those of its names that no other is for.</summary>
    /// <returns>False if there are none.</returns>
    public bool TryAdd(ProxyCertificateSpec certificate, string owner)
    {
        var taken = _certificates.SelectMany(static one => one.ServerNames.DefaultIfEmpty("")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var free = certificate.ServerNames.DefaultIfEmpty("").Distinct(StringComparer.OrdinalIgnoreCase).Where(name => !taken.Contains(name)).ToList();
        if (free.Count == 0)
        {
            return false;
        }

        Own(_certificates, certificate with { ServerNames = [.. free.Where(static name => name.Length > 0)] }, certificate.Name!, owner);
        return true;
    }

    private void Own<T>(List<T> list, T item, string name, string owner)
    {
        list.Add(item);
        _owners.TryAdd(name, owner);
    }
}
