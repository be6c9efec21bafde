using Reeve.Proxies;

namespace Reeve.Runtime.Proxies.Validation;

/// <summary>What protocols of listeners and schemes of servers have to do with each other.</summary>
internal static class Transport
{
    public static readonly IReadOnlyDictionary<string, ProxyProtocol> Protocols = new Dictionary<string, ProxyProtocol>(StringComparer.Ordinal)
    {
        ["http"] = ProxyProtocol.Http,
        ["https"] = ProxyProtocol.Https,
        ["http3"] = ProxyProtocol.Http3,
        ["tcp"] = ProxyProtocol.Tcp,
        ["tls"] = ProxyProtocol.Tls,
        ["tlsPassthrough"] = ProxyProtocol.TlsPassthrough,
        ["udp"] = ProxyProtocol.Udp,
    };

    public static ProxyProtocol Parse(string protocol) => Protocols.GetValueOrDefault(protocol);

    public static bool IsHttp(ProxyProtocol protocol) => protocol is ProxyProtocol.Http or ProxyProtocol.Https or ProxyProtocol.Http3;

    public static bool KnowsNames(ProxyProtocol protocol) => IsHttp(protocol) || protocol is ProxyProtocol.Tls or ProxyProtocol.TlsPassthrough;

    /// <summary>The schemes of servers to which a listener can forward.</summary>
    public static IReadOnlyList<string> Schemes(ProxyProtocol protocol) =>
        IsHttp(protocol) ? ["http", "https"] : protocol is ProxyProtocol.Udp ? ["udp"] : ["tcp"];
}
