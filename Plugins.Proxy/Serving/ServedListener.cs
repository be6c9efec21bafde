using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Serving;

/// <summary>A listener of one snapshot with what it serves. Immutable but for counts and health.</summary>
internal sealed record ServedListener(ProxyListener Listener, RouteTable Routes);
