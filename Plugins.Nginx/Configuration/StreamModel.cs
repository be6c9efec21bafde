using System.Globalization;
using Reeve.Plugins.Nginx.Certificates;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>TCP, TLS and UDP listeners as the template sees them.</summary>
internal static class StreamModel
{
    // As in the provider that runs in process: a session of UDP has no end of its own.
    private static readonly TimeSpan LongestUdpSession = TimeSpan.FromSeconds(60);

    public static List<Dictionary<string, object?>> Servers(ProxySnapshot snapshot, NginxOptions options, CertificateFiles certificates, List<Variable> variables)
    {
        var (tls, sources) = (StreamCertificates.Of(certificates), new SourceModel(variables));
        var listeners = snapshot.Listeners.Where(listener => listener.Protocol is not (ProxyProtocol.Http or ProxyProtocol.Https) && listener.Endpoints.Count > 0).ToList();
        if (listeners.Any(listener => listener.Protocol is ProxyProtocol.Tls))
        {
            variables.AddRange(tls.Variables);
        }

        return [.. listeners.Select(listener => Server(snapshot, listener, options, tls, sources, variables))];
    }

    private static Dictionary<string, object?> Server(
        ProxySnapshot snapshot, ProxyListener listener, NginxOptions options, StreamCertificates tls, SourceModel sources, List<Variable> variables)
    {
        var routes = RouteOrder.Of(snapshot, listener);
        var groups = routes.Select(route => snapshot.Upstreams.First(group => group.Name == route.Upstream)).Distinct().ToArray();
        if (groups.DistinctBy(group => group.SendProxyProtocol).Count() > 1)
        {
            var index = snapshot.Upstreams.ToList().IndexOf(groups.First(group => group.SendProxyProtocol));
            throw Checks.SnapshotCheck.Unsupported($"upstreams[{index}].sendProxyProtocol", $"nginx sends a PROXY protocol header to all groups of the listener {listener.Name}, or to none.");
        }

        var isUdp = listener.Protocol is ProxyProtocol.Udp;
        var idle = listener.IdleTimeout ?? (isUdp && options.IdleTime > LongestUdpSession ? LongestUdpSession : options.IdleTime);
        return new()
        {
            ["listens"] = ListenModel.Of(listener),
            ["isTls"] = listener.Protocol is ProxyProtocol.Tls,
            ["certificate"] = NginxText.Quote($"data:{tls.Chain}"),
            ["key"] = NginxText.Quote($"data:{tls.Key}"),
            ["reads"] = listener.Protocol is ProxyProtocol.TlsPassthrough,
            ["proxyNetworks"] = listener.AcceptProxyProtocol ? HttpModel.Networks(listener) : [],
            ["pass"] = routes.Length == 0 ? "" : Destination(listener, routes, sources, variables),
            ["sendsHeader"] = groups.Any(group => group.SendProxyProtocol),
            ["connectTimeout"] = NginxText.Time(groups.Select(group => group.ConnectTimeout).DefaultIfEmpty(TimeSpan.FromSeconds(5)).Max()),
            ["idle"] = NginxText.Time(idle),
        };
    }

    // A group, or a variable that holds one and is empty, which ends the connection, where no route fits, the peer is not trusted, or the route is not for the client.
    private static string Destination(ProxyListener listener, ProxyRoute[] routes, SourceModel sources, List<Variable> variables)
    {
        var distrusts = listener is { AcceptProxyProtocol: true, TrustedProxies.Count: > 0 };
        var knowsNames = listener.Protocol is ProxyProtocol.Tls or ProxyProtocol.TlsPassthrough;
        if (!distrusts && routes[0].AllowedSources.Count == 0 && (!knowsNames || routes[0].Hosts.Count == 0))
        {
            return UpstreamModel.NameOf(routes[0].Upstream!);
        }

        if (distrusts)
        {
            variables.Add(ForwardedModel.Trust(listener));
        }

        // What the cases are held against: whether the peer is trusted, whether the client is in each list of networks, and the server name, on a line each.
        string[] networks = [.. routes.Where(static route => route.AllowedSources.Count > 0).Select(route => sources.Of(route.AllowedSources)).Distinct()];
        var serverName = listener.Protocol is ProxyProtocol.Tls ? "$ssl_server_name" : listener.Protocol is ProxyProtocol.TlsPassthrough ? "$ssl_preread_server_name" : "";
        var name = $"reeve_route_{listener.Name.Replace('-', '_')}";
        var variable = new Variable("map", $@"{(distrusts ? $"${ForwardedModel.TrustOf(listener)}" : "1")}\n{string.Concat(networks.Select(static one => $"${one}"))}\n{serverName}", name);
        foreach (var route in routes)
        {
            var admitted = route.AllowedSources.Count == 0 ? -1 : Array.IndexOf(networks, sources.Of(route.AllowedSources));
            foreach (var host in route.Hosts.DefaultIfEmpty(""))
            {
                var served = host.Length == 0 ? "" : $@"{NginxText.HostPattern(host)}\z";
                variable.Add(string.Create(CultureInfo.InvariantCulture, $@"~*^1\n{(admitted < 0 ? "" : $"[01]{{{admitted}}}1")}[01]*\n{served}"), UpstreamModel.NameOf(route.Upstream!));
                if (admitted >= 0)
                {
                    variable.Add($@"~*^1\n[01]*\n{served}", ""); // it is this route's, whoever asks
                }
            }
        }

        variables.Add(variable);
        return $"${name}";
    }
}
