namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>Who reaches what of a cluster.</summary>
internal sealed record AccessSpec
{
    public const string FloatingIp = "floatingIp";
    public const string LoadBalancer = "loadBalancer";
    public const string Private = "private";

    /// <summary>How the API server is reached: <c>floatingIp</c>, <c>loadBalancer</c> or <c>private</c>.</summary>
    public string Api { get; set; } = FloatingIp;

    /// <summary><c>HOST:PORT</c> of a load balancer that somebody else keeps before the masters; empty for none.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Whether a load balancer has a floating address.</summary>
    public bool LoadBalancerFloatingIp { get; set; } = true;

    /// <summary>Networks (CIDR) from which the API server may be reached.</summary>
    public List<string> ApiFrom { get; set; } = ["0.0.0.0/0"];

    /// <summary>Networks (CIDR) from which port 22 may be reached; empty: from none.</summary>
    public List<string> SshFrom { get; set; } = [];

    /// <summary>Networks (CIDR) from which node ports of services may be reached; empty: from the cluster alone.</summary>
    public List<string> NodePortsFrom { get; set; } = [];
}
