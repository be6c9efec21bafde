namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Keys of servers' metadata that this provider gives a meaning.</summary>
internal static class ServerMetadata
{
    /// <summary>What the machine needs to join, until it has: token and, on masters, keys.</summary>
    public const string Secret = "reeve-secret";

    /// <summary>The machine's name: that of its node.</summary>
    public const string Machine = "reeve-machine";

    /// <summary>The group that it belongs to: <c>master</c>, or the name of a pool.</summary>
    public const string Group = "reeve-group";

    /// <summary>The version of Kubernetes that it was made with.</summary>
    public const string Version = "reeve-version";

    /// <summary>The place in its group that the machine has, whatever it is called.</summary>
    public const string Slot = "reeve-slot";

    /// <summary>A hash of everything that is fixed at its first start.</summary>
    public const string Revision = "reeve-revision";

    /// <summary>How often it was replaced.</summary>
    public const string Generation = "reeve-generation";

    /// <summary>What the agent's caller knows it by: <c>k8s-master</c> or <c>k8s-node</c>.</summary>
    public const string Role = "role";

    public const string MasterRole = "k8s-master";
    public const string WorkerRole = "k8s-node";

    /// <summary>The address of the first master.</summary>
    public const string Master = "k8smaster";

    /// <summary>The tenant.</summary>
    public const string Tenant = "tenant";

    /// <summary>Where the API server is reached.</summary>
    public const string Proxy = "edgeproxy";
}
