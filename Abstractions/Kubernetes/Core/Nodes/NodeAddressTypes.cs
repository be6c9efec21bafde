namespace Reeve.Kubernetes;

/// <summary>Kinds of node addresses.</summary>
public static class NodeAddressTypes
{
    /// <summary>Host name.</summary>
    public const string Hostname = "Hostname";

    /// <summary>Address within the cluster.</summary>
    public const string InternalIP = "InternalIP";

    /// <summary>Address from outside.</summary>
    public const string ExternalIP = "ExternalIP";

    /// <summary>Name within the cluster.</summary>
    public const string InternalDNS = "InternalDNS";

    /// <summary>Name from outside.</summary>
    public const string ExternalDNS = "ExternalDNS";
}
