using Reeve.Plugins;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.Runtime.Clusters;

/// <summary>How clusters are looked after.</summary>
public sealed record ClusterOptions
{
    /// <summary>The directory for desired states and what was stopped; made with mode 0700.</summary>
    public required string Directory { get; init; }

    /// <summary>Whose clusters they are.</summary>
    public required Owner Owner { get; init; }

    /// <summary>The cluster that is there without being asked for: looked at from the start, and adopted if somebody else has made it.</summary>
    /// <value><c>default</c>.</value>
    public string DefaultName { get; init; } = "default";

    /// <summary>The type of clusters whose type is not stated.</summary>
    /// <value><c>kubeadm</c>.</value>
    public string DefaultType { get; init; } = "kubeadm";

    /// <summary>In <see cref="Quotas"/>: each tenant that is not named there.</summary>
    public const string EveryTenant = "*";

    /// <summary>Quotas of tenants by name; <c>default</c> for clusters without a tenant, <c>*</c> for each that is not named. Others have none.</summary>
    public IReadOnlyDictionary<string, TenantQuota> Quotas { get; init; } = new Dictionary<string, TenantQuota>();

    /// <summary>Options of provisioners by type; those that are not named have none.</summary>
    public IReadOnlyDictionary<string, ProviderOptions> Provisioners { get; init; } = new Dictionary<string, ProviderOptions>();

    /// <summary>How often a cluster is looked at while nothing happens.</summary>
    /// <value>10 s.</value>
    public TimeSpan ObserveInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it is looked at while an operation goes on, or it has just become not ready.</summary>
    /// <value>1 s.</value>
    public TimeSpan BusyInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two looks when looking fails.</summary>
    /// <value>5 min.</value>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a cluster may be not ready before it counts as failed: a reboot must fit in.</summary>
    /// <value>2 min.</value>
    public TimeSpan BrokenAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often certificates are looked at.</summary>
    /// <value>1 h.</value>
    public TimeSpan CertificateInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Certificates with less than this left are renewed; zero: never by the agent.</summary>
    /// <value>60 days.</value>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromDays(60);

    /// <summary>Whether the cluster follows when the kubelet's package was upgraded.</summary>
    /// <value>True.</value>
    public bool AutomaticUpgrade { get; init; } = true;

    /// <summary>Namespaces whose workloads are the cluster's own: never stopped, and written to during upgrades.</summary>
    /// <value>kube-system and those of the network and storage plugins that the agent installs.</value>
    public IReadOnlyList<string> SystemNamespaces { get; init; } =
    [
        "kube-system", "kube-public", "kube-node-lease", "kube-flannel", "calico-system", "calico-apiserver", "tigera-operator", "cilium-secrets", "local-path-storage",
    ];

    /// <summary>Where API servers before 1.30 reach the agent while an upgrade runs: an address of this machine.</summary>
    /// <value>127.0.0.1.</value>
    public string WebhookAddress { get; init; } = "127.0.0.1";

    /// <summary>The port there.</summary>
    /// <value>0: any free one.</value>
    public int WebhookPort { get; init; }
}
