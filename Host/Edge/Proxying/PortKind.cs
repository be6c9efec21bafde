namespace Reeve.Host.Edge.Proxying;

/// <summary>What a port of an instance speaks.</summary>
internal enum PortKind
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary><c>LProtoHTTP</c>: HTTP over TLS that ends here.</summary>
    Http,

    /// <summary><c>LProtoTCP</c>.</summary>
    Tcp,

    /// <summary><c>LProtoUDP</c>.</summary>
    Udp,
}
