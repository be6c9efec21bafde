using System.Net;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Sockets;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Validation;

/// <summary>Rules for routes.</summary>
internal static class RouteRules
{
    public static void Check(ProxySpec spec, SpecErrors errors)
    {
        errors.Names("routes", spec.Routes.Select(route => route.Name));
        for (var i = 0; i < spec.Routes.Count; i++)
        {
            var (route, field) = (spec.Routes[i], $"routes[{i}]");
            CheckMatch(route, field, errors);
            CheckAnswer(route, field, errors);
            CheckTargets(spec, route, field, errors);
        }
    }

    private static void CheckMatch(ProxyRouteSpec route, string field, SpecErrors errors)
    {
        errors.Range($"{field}.priority", route.Priority, -1000, 1000);
        errors.Hosts($"{field}.hosts", route.Hosts);
        PathRules.Check(route, field, errors);
        if (route is { StripPrefix: true, PathPrefix: null })
        {
            errors.Add($"{field}.stripPrefix", "Forbidden: there is no pathPrefix to take away");
        }

        for (var i = 0; i < route.Methods.Count; i++)
        {
            if (!Patterns.Token().IsMatch(route.Methods[i]))
            {
                errors.Invalid($"{field}.methods[{i}]", route.Methods[i], "must be an HTTP method");
            }
        }

        errors.Headers($"{field}.headers", route.Headers);
        errors.Networks($"{field}.allowedSources", route.AllowedSources);
    }

    private static void CheckAnswer(ProxyRouteSpec route, string field, SpecErrors errors)
    {
        errors.Duration($"{field}.timeout", route.Timeout);
        errors.Range($"{field}.rateLimit", route.RateLimit, 1, 1_000_000);
        errors.Range($"{field}.maxBodyBytes", route.MaxBodyBytes, 0, long.MaxValue);
        errors.Range($"{field}.retries", route.Retries, 0, 10);
        errors.Headers($"{field}.requestHeaders", route.RequestHeaders);
        errors.Headers($"{field}.responseHeaders", route.ResponseHeaders);
        if (route.Hsts < TimeSpan.Zero)
        {
            errors.Invalid($"{field}.hsts", route.Hsts, "must not be negative");
        }

        if (route.Response is { } response)
        {
            errors.Range($"{field}.response.status", response.Status, 200, 599);
            errors.Headers($"{field}.response.headers", response.Headers);
        }

        if (route.Upstream is null == (route.Response is null) && !(route.RedirectToHttps && route.Upstream is null && route.Response is null))
        {
            errors.Add($"{field}.upstream", route.Upstream is null ? "Required value: an upstream, a response, or redirectToHttps" : "Forbidden: there is a response already");
        }
    }

    private static void CheckTargets(ProxySpec spec, ProxyRouteSpec route, string field, SpecErrors errors)
    {
        var group = spec.Upstreams.FirstOrDefault(group => group.Name == route.Upstream);
        if (route.Upstream is { } upstream && group is null)
        {
            errors.Add($"{field}.upstream", $"Not found: \"{upstream}\"");
        }

        if (route.Listeners.Count == 0)
        {
            errors.Required($"{field}.listeners");
        }

        for (var i = 0; i < route.Listeners.Count; i++)
        {
            var place = $"{field}.listeners[{i}]";
            if (spec.Listeners.FirstOrDefault(listener => listener.Name == route.Listeners[i]) is not { } listener)
            {
                errors.Add(place, $"Not found: \"{route.Listeners[i]}\"");
            }
            else
            {
                CheckPair(route, Transport.Parse(listener.Protocol), group, place, errors);
                CheckSelf(listener, group, place, errors);
            }
        }
    }

    private static void CheckPair(ProxyRouteSpec route, ProxyProtocol protocol, ProxyUpstreamGroupSpec? group, string place, SpecErrors errors)
    {
        if (protocol is ProxyProtocol.Unknown)
        {
            return;
        }

        if (group is not null && UpstreamRules.SchemeOf(group) is { } scheme && !Transport.Schemes(protocol).Contains(scheme))
        {
            errors.Add(place, $"Forbidden: a {protocol} listener cannot forward to {scheme} servers");
        }

        if (!Transport.IsHttp(protocol) && ((route.PathPrefix ?? route.ExactPath ?? route.PathRegex) is not null || route.Methods.Count + route.Headers.Count + route.RequestHeaders.Count + route.ResponseHeaders.Count > 0
            || route.Response is not null || route.RedirectToHttps || route.Hsts is not null || route.MaxBodyBytes is not null || route.RateLimit is not null || route.Retries > 0))
        {
            errors.Add(place, $"Forbidden: a {protocol} listener sees no requests, so that only hosts, allowedSources and upstream can be used");
        }

        if (!Transport.KnowsNames(protocol) && route.Hosts.Count > 0)
        {
            errors.Add(place, $"Forbidden: a {protocol} listener does not know host names");
        }
    }

    // What leads to the listener itself for certain. Other loops are found while running.
    private static void CheckSelf(ProxyListenerSpec listener, ProxyUpstreamGroupSpec? group, string place, SpecErrors errors)
    {
        if (group is null || Transport.Parse(listener.Protocol) is ProxyProtocol.Http3 || ListenAddress.Parse(listener.Address) is not { } endPoint)
        {
            return;
        }

        foreach (var address in group.Members.Select(member => UpstreamRules.Parse(member.Address)).OfType<Uri>().Where(address => address.Port == endPoint.Port))
        {
            var host = address.Host.Trim('[', ']') is "localhost" ? IPAddress.Loopback : IPAddress.TryParse(address.Host.Trim('[', ']'), out var parsed) ? parsed : null;
            if (host is not null && (host.Equals(endPoint.Address) || host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any)))
            {
                errors.Add(place, $"Forbidden: {address.Authority} is the listener {listener.Name} itself");
            }
        }
    }
}
