using System.Globalization;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>How requests are sent to a group, as the template sees it.</summary>
internal static class ForwardModel
{
    /// <param name="route">The route.</param>
    /// <param name="listener">Its listener.</param>
    /// <param name="hsts">The header that is added for it; empty for none.</param>
    /// <param name="context">What is common.</param>
    /// <param name="grpc">Whether they are calls of gRPC, which are forwarded by HTTP/2.</param>
    public static Dictionary<string, object?> Of(ProxyRoute route, ProxyListener listener, Dictionary<string, object?>[] hsts, HttpContextModel context, bool grpc)
    {
        var group = context.Group(route.Upstream!);
        var first = group.Members[0];
        var segments = route.StripPrefix ? route.PathPrefix!.TrimEnd('/').Count(character => character == '/') : 0;
        var target = segments > 0 ? context.TargetWithout(segments) : "request_uri";
        var silence = NginxText.Time(route.Timeout ?? listener.IdleTimeout ?? context.Options.IdleTime);
        return new()
        {
            ["address"] = grpc
                ? $"{(first.Address.Scheme is "https" ? "grpcs" : "grpc")}://{UpstreamModel.GrpcNameOf(group.Name)}" : $"{first.Address.Scheme}://{UpstreamModel.NameOf(group.Name)}${target}",
            ["path"] = $"${target}",
            ["target"] = segments > 0 ? $"${target}" : "",
            ["isTls"] = first.Address.Scheme is "https",
            ["serverName"] = NginxText.Value(first.ServerName ?? first.Address.IdnHost),
            ["connectTimeout"] = NginxText.Time(group.ConnectTimeout),
            ["silence"] = silence,
            ["tries"] = (route.Retries + 1).ToString(CultureInfo.InvariantCulture),
            ["requestHeaders"] = RequestHeaders(route, listener, first, segments > 0, grpc),
            ["hidden"] = route.ResponseHeaders.Keys.Concat(hsts.Length > 0 ? ["Strict-Transport-Security"] : []).Select(NginxText.Literal).ToList(),
            ["answerHeaders"] = route.ResponseHeaders.Where(header => header.Value.Length > 0).Select(header => LocationModel.Header(header.Key, header.Value)).Concat(hsts).ToList(),
        };
    }

    private static List<Dictionary<string, object?>> RequestHeaders(ProxyRoute route, ProxyListener listener, ProxyUpstream server, bool strips, bool grpc)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = NginxText.Quote(route.PreserveHost ? "$http_host" : NginxText.Escape(server.Address.IsDefaultPort ? Host(server.Address) : $"{Host(server.Address)}:{server.Address.Port}")),
            ["Via"] = "$reeve_via",
            ["X-Real-IP"] = "\"\"",
            ["X-Forwarded-Prefix"] = strips ? NginxText.Value(route.PathPrefix!.TrimEnd('/')) : "\"\"",
        };
        if (!grpc)
        {
            (headers["Connection"], headers["Upgrade"]) = ("$reeve_connection", "$reeve_upgrade"); // HTTP/2 has neither
        }

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
