using Reeve.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Validation;

/// <summary>What a provider lacks and a document asks for.</summary>
internal static class FeatureRules
{
    public static void Check(ProxySpec spec, ProxyCapabilities capabilities, SpecErrors errors)
    {
        for (var i = 0; i < spec.Listeners.Count; i++)
        {
            var (listener, field) = (spec.Listeners[i], $"listeners[{i}]");
            if (Transport.Parse(listener.Protocol) is var protocol && protocol is not ProxyProtocol.Unknown && !capabilities.Protocols.Contains(protocol))
            {
                errors.Add($"{field}.protocol", $"Unsupported value: \"{listener.Protocol}\": {capabilities.Unavailable.GetValueOrDefault(protocol) ?? $"the provider speaks {string.Join(", ", capabilities.Protocols.Order())}"}");
            }

            Need(field, "listeners.acceptProxyProtocol", listener.AcceptProxyProtocol);
            Need(field, "listeners.trustedProxies", listener.TrustedProxies.Count > 0);
            Need(field, "listeners.maxConnections", listener.MaxConnections is not null);
            Need(field, "listeners.idleTimeout", listener.IdleTimeout is not null);
        }

        for (var i = 0; i < spec.Routes.Count; i++)
        {
            var (route, field) = (spec.Routes[i], $"routes[{i}]");
            Need(field, "routes.exactPath", route.ExactPath is not null);
            Need(field, "routes.pathRegex", route.PathRegex is not null);
            Need(field, "routes.allowedSources", route.AllowedSources.Count > 0);
            Need(field, "routes.rateLimit", route.RateLimit is not null);
            Need(field, "routes.maxBodyBytes", route.MaxBodyBytes is not null);
            Need(field, "routes.timeout", route.Timeout is not null);
            Need(field, "routes.retries", route.Retries > 0);
            Need(field, "routes.preserveHost", route.PreserveHost);
            Need(field, "routes.redirectToHttps", route.RedirectToHttps);
            Need(field, "routes.hsts", route.Hsts is not null);
            Need(field, "routes.requestHeaders", route.RequestHeaders.Count > 0);
            Need(field, "routes.responseHeaders", route.ResponseHeaders.Count > 0);
            Need(field, "routes.response", route.Response is not null);
        }

        for (var i = 0; i < spec.Upstreams.Count; i++)
        {
            var (group, field) = (spec.Upstreams[i], $"upstreams[{i}]");
            Need(field, "upstreams.healthCheck", group.HealthCheck is not null);
            Need(field, "upstreams.affinityCookie", group.AffinityCookie is not null);
            Need(field, "upstreams.sendProxyProtocol", group.SendProxyProtocol);
            Need(field, "upstreams.proxyProtocolVersion", group is { SendProxyProtocol: true, ProxyProtocolVersion: not 1 });
            Need(field, "upstreams.maxConnections", group.MaxConnections is not null);
        }

        void Need(string place, string feature, bool isUsed)
        {
            if (isUsed && !capabilities.Features.Contains(feature))
            {
                errors.Add($"{place}.{feature[(feature.IndexOf('.', StringComparison.Ordinal) + 1)..]}", "Forbidden: the provider cannot do this");
            }
        }
    }
}
