using Reeve.Runtime.Proxies.Sources.Model;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>A listener of a gateway that routes can attach to.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="Listener">Its listener.</param>
/// <param name="Name">The proxy's listener.</param>
internal sealed record AttachedListener(Gateway Gateway, GatewayListener Listener, string Name)
{
    /// <summary>Whether a route may attach: from the gateway's own namespace, or from all. Selectors are not looked at, so that they let nobody in.</summary>
    public bool Allows(HttpRoute route) => (Listener.AllowedRoutes?.Namespaces?.From ?? "Same") switch
    {
        "All" => true,
        "Same" => Gateway.Metadata.Namespace == route.Metadata.Namespace,
        _ => false,
    };

    /// <summary>The hosts of a route here: those that both are for. Null if there are none.</summary>
    public IReadOnlyList<string>? Hosts(HttpRoute route)
    {
        if (Listener.Hostname is not { Length: > 0 } here)
        {
            return route.Spec.Hostnames;
        }

        IReadOnlyList<string> both = route.Spec.Hostnames.Count == 0
            ? [here]
            : [.. route.Spec.Hostnames.Select(host => Covers(here, host) ? host : Covers(host, here) ? here : null).OfType<string>().Distinct()];
        return both.Count > 0 ? both : null;
    }

    private static bool Covers(string pattern, string host) => string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase)
        || (pattern.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase) && host.Length > pattern.Length - 1);
}
