using Reeve.Plugins.Nginx.Certificates;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>HTTP listeners as the template sees them.</summary>
internal static class HttpModel
{
    public static List<Dictionary<string, object?>> Servers(HttpContextModel context, CertificateFiles certificates)
    {
        List<Dictionary<string, object?>> servers = [];
        foreach (var listener in context.Snapshot.Listeners.Where(listener => listener.Protocol is ProxyProtocol.Http or ProxyProtocol.Https && listener.Endpoints.Count > 0))
        {
            var routes = RouteOrder.Of(context.Snapshot, listener);
            var match = HttpMatch.Of($"reeve_route_{listener.Name.Replace('-', '_')}", routes);
            context.Variables.Add(match);
            if (listener.TrustedProxies.Count > 0)
            {
                context.Variables.Add(ForwardedModel.Trust(listener));
                context.Variables.AddRange(ForwardedModel.Of(listener));
            }

            var locations = routes.Select((route, index) => LocationModel.Of(route, listener, index, context)).ToList();
            if (listener.Protocol is ProxyProtocol.Http)
            {
                servers.Add(Server(listener, context, locations, match.Name, "\"\"", null));
                continue;
            }

            // The first one answers handshakes that ask for no name, or for one that nobody has.
            servers.Add(Server(listener, context, locations, match.Name, "\"\"", certificates.Default));
            servers.AddRange(certificates.ByName.Select(pair => Server(listener, context, locations, match.Name, NameOf(pair.Key), pair.Value)));
        }

        return servers;
    }

    private static Dictionary<string, object?> Server(
        ProxyListener listener, HttpContextModel context, List<Dictionary<string, object?>> locations, string route, string name, CertificateFile? certificate)
    {
        var expectsHeader = listener.AcceptProxyProtocol;
        var idle = NginxText.Time(listener.IdleTimeout ?? context.Options.IdleTime);
        return new()
        {
            ["listens"] = ListenModel.Of(listener, isDefault: name == "\"\""),
            ["name"] = name,
            ["isTls"] = listener.Protocol is ProxyProtocol.Https,
            ["certificate"] = certificate?.Chain ?? "",
            ["key"] = certificate?.Key ?? "",
            ["idle"] = idle,
            ["proxyNetworks"] = expectsHeader ? Networks(listener) : [],
            ["distrusts"] = expectsHeader && listener.TrustedProxies.Count > 0 ? $"${ForwardedModel.TrustOf(listener)}" : "",
            ["route"] = $"${route}",
            ["locations"] = locations,
        };
    }

    /// <summary>Whose PROXY protocol header counts.</summary>
    public static List<string> Networks(ProxyListener listener) =>
        listener.TrustedProxies.Count > 0 ? [.. listener.TrustedProxies.Select(network => network.ToString())] : ["0.0.0.0/0", "::/0"];

    // A wildcard of nginx stands for any number of labels, ours for one.
    private static string NameOf(string host) => NginxText.Quote($@"~^{NginxText.HostPattern(host)}\z");
}
