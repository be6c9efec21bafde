using System.Text.Json;
using Reeve.Plugins.Kubeadm.Planning;

namespace Reeve.Plugins.Kubeadm;

/// <summary>The provider's own part of a cluster's specification; the schema is in <c>plugin.json</c>.</summary>
public sealed record KubeadmSpec
{
    /// <summary>The node's name.</summary>
    /// <value>Empty: the machine's host name.</value>
    public string NodeName { get; set; } = "";

    /// <summary>The address on which the API server is reached.</summary>
    /// <value>Empty: that of the default route.</value>
    public string AdvertiseAddress { get; set; } = "";

    /// <summary>Where programs come from.</summary>
    public ProgramSource Programs { get; set; } = new();

    /// <summary>What the container runtime is told.</summary>
    public RuntimeSpec Runtime { get; set; } = new();

    /// <summary>Arguments of parts: <c>apiServer</c>, <c>controllerManager</c>, <c>scheduler</c>, <c>etcd</c>, <c>kubelet</c>, by name without dashes.</summary>
    public Dictionary<string, Dictionary<string, string>> ExtraArguments { get; set; } = [];

    /// <summary>Fields of the kubelet's configuration file (KubeletConfiguration) over the provider's own.</summary>
    public Dictionary<string, JsonElement> KubeletSettings { get; set; } = [];

    /// <summary>Fields of kube-proxy's configuration file (KubeProxyConfiguration).</summary>
    public Dictionary<string, JsonElement> ProxySettings { get; set; } = [];

    /// <summary>Where images come from instead of Kubernetes' own registry.</summary>
    public string ImageRepository { get; set; } = "";

    /// <summary>A directory with manifests of add-ons, <c>NAME-VERSION.yaml</c>, for machines without a way out.</summary>
    public string AddonDirectory { get; set; } = "";

    /// <summary>Where etcd keeps its data.</summary>
    public string EtcdDataDirectory { get; set; } = "/var/lib/etcd";

    /// <summary><c>systemd</c> or <c>cgroupfs</c>.</summary>
    public string CgroupDriver { get; set; } = "systemd";

    /// <summary>Phases of kubeadm init that are left out.</summary>
    public List<string> SkipPhases { get; set; } = [];

    /// <summary>Preflight checks whose errors are warnings; <c>all</c> is refused.</summary>
    public List<string> IgnorePreflightErrors { get; set; } = [];

    /// <summary>Files to write before the control plane starts, by absolute path: a CNI configuration of the site's own.</summary>
    public Dictionary<string, string> Files { get; set; } = [];
}
