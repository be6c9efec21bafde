namespace Reeve.Kubernetes;

/// <summary>How a service is reached.</summary>
public static class ServiceTypes
{
    /// <summary>At an address within the cluster.</summary>
    public const string ClusterIP = "ClusterIP";

    /// <summary>At a port of every node as well.</summary>
    public const string NodePort = "NodePort";

    /// <summary>Through a load balancer as well.</summary>
    public const string LoadBalancer = "LoadBalancer";

    /// <summary>By a name elsewhere.</summary>
    public const string ExternalName = "ExternalName";
}
