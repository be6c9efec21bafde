namespace Reeve.Runtime.Clusters;

/// <summary>A port through which a cluster is reached from outside. Immutable.</summary>
public sealed record ClusterEdgePort
{
    /// <summary>The port on which the proxy listens, 1 to 65535.</summary>
    public int Listen { get; set; }

    /// <summary>The port of the cluster's machines, 1 to 65535; 0 for the API server at its endpoint.</summary>
    public int Target { get; set; }

    /// <summary>
    /// <c>tlsPassthrough</c> (several clusters share a port, told apart by the server name of TLS), <c>tcp</c> or <c>udp</c> (the port is this cluster's alone).
    /// </summary>
    /// <value><c>tlsPassthrough</c>.</value>
    public string Protocol { get; set; } = "tlsPassthrough";

    /// <summary>Machines with this role are the target: <c>control-plane</c> or <c>worker</c>; empty for all.</summary>
    public string Role { get; set; } = "";
}
