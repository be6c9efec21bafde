namespace Reeve.Kubernetes;

/// <summary>Network protocols.</summary>
public static class Protocols
{
    /// <summary>TCP.</summary>
    public const string Tcp = "TCP";

    /// <summary>UDP.</summary>
    public const string Udp = "UDP";

    /// <summary>SCTP.</summary>
    public const string Sctp = "SCTP";
}
