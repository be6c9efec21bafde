using System.Net;
using System.Net.Sockets;

namespace Reeve.Proxies;

/// <summary>Where a proxy listens.</summary>
public sealed record ProxyListener
{
    /// <summary>Its name (RFC 1123 label).</summary>
    public required string Name { get; init; }

    /// <summary>What it speaks.</summary>
    public required ProxyProtocol Protocol { get; init; }

    /// <summary>Address and port, as they are wanted.</summary>
    public required IPEndPoint Endpoint { get; init; }

    /// <summary>
    /// Where to listen: <see cref="Endpoint"/>; or, where that stands for all addresses and not all of them can be had, each of them. They
    /// come and go with the addresses of the machine: the snapshot is then applied again with the same revision. Empty while there is none.
    /// </summary>
    public IReadOnlyList<IPEndPoint> Endpoints { get => field ?? [Endpoint]; init; }

    /// <summary>
    /// The bound sockets, one for each of <see cref="Endpoints"/> and in their order, lent by the runtime to providers that take sockets: used,
    /// never closed. They stay open over swaps of the provider. Empty for providers that bind for themselves.
    /// </summary>
    public IReadOnlyList<Socket> Sockets { get; init; } = [];

    /// <summary>Most connections (or UDP sessions) at one time; null for the provider's default.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>Whether a PROXY protocol header (v1 or v2) is expected first.</summary>
    public bool AcceptProxyProtocol { get; init; }

    /// <summary>
    /// Networks whose word is taken: for a PROXY protocol header (empty: everybody's, if one is expected at all) and for
    /// <c>X-Forwarded-*</c> and <c>Forwarded</c> (empty: nobody's, they are overwritten).
    /// </summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>How long a connection or UDP session may be idle; null for the provider's default.</summary>
    public TimeSpan? IdleTimeout { get; init; }
}
