using Reeve.Distributions.Versions;

namespace Reeve.Distributions.Kubeadm;

/// <summary>What a cluster tells kubeadm when its first control plane is made.</summary>
public sealed record KubeadmConfiguration
{
    /// <summary>The version of Kubernetes, and of kubeadm.</summary>
    public required KubernetesVersion Version { get; init; }

    /// <summary>The cluster's name.</summary>
    public string ClusterName { get; init; } = "kubernetes";

    /// <summary>The node's name.</summary>
    public required string NodeName { get; init; }

    /// <summary>The address on which the API server is reached.</summary>
    public required string AdvertiseAddress { get; init; }

    /// <summary>The API server's port.</summary>
    public int BindPort { get; init; } = 6443;

    /// <summary><c>HOST:PORT</c> that clients use instead of <see cref="AdvertiseAddress"/>; empty for none.</summary>
    public string ControlPlaneEndpoint { get; init; } = "";

    /// <summary>Where the container runtime listens.</summary>
    public string CriSocket { get; init; } = "unix:///run/containerd/containerd.sock";

    /// <summary>Subnets of pods.</summary>
    public IReadOnlyList<string> PodSubnets { get; init; } = [];

    /// <summary>Subnets of services.</summary>
    public IReadOnlyList<string> ServiceSubnets { get; init; } = [];

    /// <summary>Domain of the cluster's DNS.</summary>
    public string DnsDomain { get; init; } = "cluster.local";

    /// <summary>Further names and addresses in the API server's certificate.</summary>
    public IReadOnlyList<string> CertificateNames { get; init; } = [];

    /// <summary>Where images come from instead of Kubernetes' own registry; empty for that.</summary>
    public string ImageRepository { get; init; } = "";

    /// <summary>Where etcd keeps its data; empty for <c>/var/lib/etcd</c>.</summary>
    public string EtcdDataDirectory { get; init; } = "";

    /// <summary><c>systemd</c> or <c>cgroupfs</c>; must be what the container runtime uses.</summary>
    public string CgroupDriver { get; init; } = "systemd";

    /// <summary>Whether the kubelet refuses to run with swap on.</summary>
    public bool FailSwapOn { get; init; } = true;

    /// <summary>Whether workloads run on the node; otherwise it gets kubeadm's own taint.</summary>
    public bool Schedulable { get; init; } = true;

    /// <summary>A token by which other nodes join, as <c>abcdef.0123456789abcdef</c>: a secret. Empty: none.</summary>
    public string BootstrapToken { get; init; } = "";

    /// <summary>How long <see cref="BootstrapToken"/> is taken; written in whole minutes.</summary>
    public TimeSpan BootstrapTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Arguments of parts over kubeadm's own: <c>apiServer</c>, <c>controllerManager</c>, <c>scheduler</c>, <c>etcd</c>, <c>kubelet</c>, by name without dashes.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ExtraArguments { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Fields of the kubelet's own configuration over ours.</summary>
    public IReadOnlyDictionary<string, object> Kubelet { get; init; } = new Dictionary<string, object>();

    /// <summary>Fields of kube-proxy's own configuration; empty for kubeadm's.</summary>
    public IReadOnlyDictionary<string, object> Proxy { get; init; } = new Dictionary<string, object>();
}
