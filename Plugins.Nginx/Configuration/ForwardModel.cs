using System.Globalization;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>How requests are sent to a group, as the template sees it.</summary>
internal static class ForwardModel
{
    public static Dictionary<string, object?> Of(ProxyRoute route, ProxyListener listener, Dictionary<string, object?>[] hsts, HttpContextModel context)
    {
        var group = context.Group(route.Upstream!);
        var first = group.Members[0];
        var segments = route.StripPrefix ? route.PathPrefix!.TrimEnd('/').Count(character => character == '/') : 0;
        var target = segments > 0 ? context.TargetWithout(segments) : "request_uri";
        var silence = NginxText.Time(route.Timeout ?? listener.IdleTimeout ?? context.Options.IdleTime);
        return new()
        {
            ["address"] = $"{first.Address.Scheme}://{UpstreamModel.NameOf(group.Name)}${target}",
            ["target"] = segments > 0 ? $"${target}" : "",
            ["isTls"] = first.Address.Scheme is "https",
            ["serverName"] = NginxText.Value(first.ServerName ?? first.Address.IdnHost),
            ["connectTimeout"] = NginxText.Time(group.ConnectTimeout),
            ["silence"] = silence,
            ["tries"] = (route.Retries + 1).ToString(CultureInfo.InvariantCulture),
            ["requestHeaders"] = RequestHeaders(route, listener, first, segments > 0),
            ["hidden"] = route.ResponseHeaders.Keys.Concat(hsts.Length > 0 ? ["Strict-Transport-Security"] : []).Select(NginxText.Literal).ToList(),
            ["answerHeaders"] = route.ResponseHeaders.Where(header => header.Value.Length > 0).Select(header => LocationModel.Header(header.Key, header.Value)).Concat(hsts).ToList(),
        };
    }

    private static List<Dictionary<string, object?>> RequestHeaders(ProxyRoute route, ProxyListener listener, ProxyUpstream server, bool strips)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = NginxText.Quote(route.PreserveHost ? "$http_host" : NginxText.Escape(server.Address.IsDefaultPort ? Host(server.Address) : $"{Host(server.Address)}:{server.Address.Port}")),
            ["Connection"] = "$reeve_connection",
            ["Upgrade"] = "$reeve_upgrade",
            ["Via"] = "$reeve_via",
            ["X-Real-IP"] = "\"\"",
            ["X-Forwarded-Prefix"] = strips ? NginxText.Value(route.PathPrefix!.TrimEnd('/')) : "\"\"",
        };
        var trusted = listener.TrustedProxies.Count > 0;
        foreach (var (name, variable, plain) in ForwardedModel.Headers)
        {
            headers[name] = trusted ? $"${ForwardedModel.VariableOf(listener, variable)}" : plain;
        }

        foreach (var (name, value) in route.RequestHeaders)
        {
            headers[name] = NginxText.Value(value);
        }

        return [.. headers.Select(header => new Dictionary<string, object?> { ["name"] = NginxText.Literal(header.Key), ["value"] = header.Value })];
    }

    private static string Host(Uri address) => address.HostNameType is UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost;
}
