namespace Reeve.Distributions.K3s;

/// <summary>What a server of k3s is told: that of a single-node cluster, or one of several.</summary>
public sealed record K3sConfiguration
{
    /// <summary>The node's name.</summary>
    public required string NodeName { get; init; }

    /// <summary>The node's address; empty for that of the interface with the default route.</summary>
    public string NodeAddress { get; init; } = "";

    /// <summary>Taints of the node, each as <c>KEY=VALUE:EFFECT</c> or <c>KEY:EFFECT</c>.</summary>
    public IReadOnlyList<string> NodeTaints { get; init; } = [];

    /// <summary>Whether it makes a cluster with an etcd that further servers can join; otherwise it keeps its data in a database of its own, or joins.</summary>
    public bool InitialisesEtcd { get; init; }

    /// <summary>URL of the cluster that it joins; empty for none.</summary>
    public string Server { get; init; } = "";

    /// <summary>Subnets of pods; empty for k3s' own.</summary>
    public IReadOnlyList<string> PodSubnets { get; init; } = [];

    /// <summary>Subnets of services; empty for k3s' own.</summary>
    public IReadOnlyList<string> ServiceSubnets { get; init; } = [];

    /// <summary>Domain of the cluster's DNS.</summary>
    public string DnsDomain { get; init; } = "cluster.local";

    /// <summary>Further names and addresses in the API server's certificate.</summary>
    public IReadOnlyList<string> CertificateNames { get; init; } = [];

    /// <summary>Whether a network plugin of its own is installed, so that k3s' flannel and network policies are off.</summary>
    public bool HasOwnNetworkPlugin { get; init; }

    /// <summary>Parts of k3s that are not installed: <c>traefik</c>, <c>servicelb</c>.</summary>
    public IReadOnlyList<string> Disabled { get; init; } = [];

    /// <summary>Where data is kept; empty for <c>/var/lib/rancher/k3s</c>.</summary>
    public string DataDirectory { get; init; } = "";

    /// <summary>File with the secret that nodes join with; empty where k3s makes one.</summary>
    public string TokenFile { get; init; } = "";

    /// <summary>Arguments of parts by the setting's name (<c>kube-apiserver-arg</c>), each as <c>name=value</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Arguments { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Further settings by their names in the file, over the ones above.</summary>
    public IReadOnlyDictionary<string, string> ExtraSettings { get; init; } = new Dictionary<string, string>();
}
