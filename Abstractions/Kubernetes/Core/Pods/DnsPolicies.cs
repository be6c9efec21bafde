namespace Reeve.Kubernetes;

/// <summary>Where a pod's DNS settings come from.</summary>
public static class DnsPolicies
{
    /// <summary>From the cluster, also with the node's network.</summary>
    public const string ClusterFirstWithHostNet = "ClusterFirstWithHostNet";

    /// <summary>From the cluster, unless the pod uses the node's network.</summary>
    public const string ClusterFirst = "ClusterFirst";

    /// <summary>From the node.</summary>
    public const string Default = "Default";

    /// <summary>From <c>dnsConfig</c> alone.</summary>
    public const string None = "None";
}
