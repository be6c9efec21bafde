using System.Net;

namespace Reeve.Plugins.Proxy.ProxyHeaders;

/// <summary>What a PROXY protocol header says. Without addresses (LOCAL, UNKNOWN) the connection's own ones count.</summary>
internal sealed record ProxyHeader(IPEndPoint? Source, IPEndPoint? Destination)
{
    public static ProxyHeader Local { get; } = new(null, null);
}
