namespace Reeve.Proxies;

/// <summary>What a listener speaks.</summary>
public enum ProxyProtocol
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>HTTP/1.1 and HTTP/2 in clear text.</summary>
    Http,

    /// <summary>HTTP/1.1 and HTTP/2 over TLS that ends here.</summary>
    Https,

    /// <summary>HTTP/3.</summary>
    Http3,

    /// <summary>TCP, byte for byte.</summary>
    Tcp,

    /// <summary>TCP over TLS that ends here.</summary>
    Tls,

    /// <summary>TCP over TLS that passes through, routed by its server name.</summary>
    TlsPassthrough,

    /// <summary>UDP by sessions.</summary>
    Udp,
}
