namespace Reeve.Host.Edge.Proxying;

/// <summary>Kinds of ports as they are written.</summary>
internal static class PortKinds
{
    private static readonly (PortKind Kind, string Name, string Protocol, string Scheme)[] All =
    [
        (PortKind.Http, "LProtoHTTP", "https", "http"), (PortKind.Tcp, "LProtoTCP", "tcp", "tcp"), (PortKind.Udp, "LProtoUDP", "udp", "udp"),
    ];

    /// <summary>The kind of a <c>mexproto</c>; unknown for any other text.</summary>
    public static PortKind Read(string mexproto) => All.FirstOrDefault(one => one.Name == mexproto).Kind;

    /// <summary>The kind of a listener that an instance made.</summary>
    public static PortKind OfProtocol(string protocol) => All.FirstOrDefault(one => one.Protocol == protocol).Kind;

    /// <summary>Its <c>mexproto</c>.</summary>
    public static string NameOf(PortKind kind) => Find(kind).Name;

    /// <summary>The protocol of its listeners.</summary>
    public static string ProtocolOf(PortKind kind) => Find(kind).Protocol;

    /// <summary>The scheme of its servers.</summary>
    public static string SchemeOf(PortKind kind) => Find(kind).Scheme;

    private static (PortKind Kind, string Name, string Protocol, string Scheme) Find(PortKind kind) => All.First(one => one.Kind == kind);
}
