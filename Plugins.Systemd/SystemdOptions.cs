using System.Text.Json;

namespace Reeve.Plugins.Systemd;

/// <summary>Options of the systemd provider; the schema is in <c>plugin.json</c>.</summary>
public sealed record SystemdOptions
{
    internal const string PodNetwork = "pod";
    internal const string JournalLogs = "journal";

    /// <summary><c>system</c>, <c>user</c>, or the D-Bus address of a system manager of this machine.</summary>
    /// <value><c>system</c>.</value>
    public string Manager { get; set; } = "system";

    /// <summary>How many pods the node takes.</summary>
    /// <value>110, as the kubelet.</value>
    public int MaxPods { get; set; } = 110;

    /// <summary>How many processes and threads each pod may have.</summary>
    /// <value>Null: as many as the machine allows.</value>
    public int? PodPids { get; set; }

    /// <summary><c>spool</c>: output goes to files that the agent turns into CRI logs. <c>journal</c>: to the machine's journal, from which it is read back.</summary>
    /// <value><c>spool</c>.</value>
    public string Logs { get; set; } = "spool";

    /// <summary><c>host</c>: pods share the machine's network. <c>pod</c>: each has one of its own, made by CNI plugins.</summary>
    /// <value><c>host</c>.</value>
    public string Network { get; set; } = "host";

    /// <summary>The ranges of pods' addresses, one for each family, when <see cref="CniConfig"/> is not set.</summary>
    /// <value>Empty: the ranges that the cluster has given to the node, and without these <c>10.88.0.0/16</c>.</value>
    public IReadOnlyList<string> PodCidrs { get; set; } = [];

    /// <summary>A CNI configuration list, or a directory of which the first <c>*.conflist</c> by name is taken.</summary>
    /// <value>Null: a bridge of the node's own.</value>
    public string? CniConfig { get; set; }

    /// <summary>Directories with CNI plugins.</summary>
    /// <value>Empty: <c>/opt/cni/bin</c>, <c>/usr/lib/cni</c>, <c>/usr/libexec/cni</c>.</value>
    public IReadOnlyList<string> CniPlugins { get; set; } = [];

    /// <summary>Addresses of the cluster's DNS, for pods of <c>dnsPolicy: ClusterFirst</c>.</summary>
    /// <value>None: such pods use the machine's.</value>
    public IReadOnlyList<string> ClusterDNS { get; set; } = [];

    /// <summary>The cluster's domain.</summary>
    /// <value><c>cluster.local</c>, as the kubelet.</value>
    public string ClusterDomain { get; set; } = "cluster.local";

    /// <summary>What the machine's DNS settings are read from.</summary>
    /// <value><c>/etc/resolv.conf</c>, as the kubelet.</value>
    public string ResolvConf { get; set; } = "/etc/resolv.conf";

    /// <summary>Where seccomp profiles of type <c>Localhost</c> are.</summary>
    /// <value><c>/var/lib/reeve/seccomp</c>.</value>
    public string SeccompDirectory { get; set; } = "/var/lib/reeve/seccomp";

    /// <summary>
    /// Whether programs of the machine have directories of their pod for state, cache, logs and what is of this run, which they find by
    /// <c>STATE_DIRECTORY</c>, <c>CACHE_DIRECTORY</c>, <c>LOGS_DIRECTORY</c> and <c>RUNTIME_DIRECTORY</c>.
    /// </summary>
    /// <value>False.</value>
    public bool ServiceDirectories { get; set; }

    /// <summary>Kernel parameters of namespaces that pods may set beyond the safe ones; a final <c>*</c> stands for all that begin so.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> AllowedUnsafeSysctls { get; set; } = [];

    /// <summary>Unit properties by the name of a RuntimeClass.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonElement>> RuntimeClasses { get; set; } =
        new Dictionary<string, IReadOnlyDictionary<string, JsonElement>>();
}
