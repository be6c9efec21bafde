namespace Reeve.Plugins.Kubeadm.Cleanup;

/// <summary>What of the places that a cluster uses was on the machine before it: none of that is the cluster's to delete.</summary>
internal sealed record MachineSnapshot
{
    /// <summary>Directories that were there, each with the names in it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Directories { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Network interfaces.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Network namespaces that have a name.</summary>
    public IReadOnlyList<string> NetworkNamespaces { get; init; } = [];

    /// <summary>Chains of iptables that look like those of a cluster, by program and table: <c>iptables filter KUBE-FORWARD</c>.</summary>
    public IReadOnlyList<string> Chains { get; init; } = [];
}
