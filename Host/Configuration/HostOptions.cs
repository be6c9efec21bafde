using System.Text.Json.Nodes;
using Reeve.AspNetCore.Clusters;

namespace Reeve.Host.Configuration;

/// <summary>Everything that can be configured. Immutable; the initialisers are the defaults.</summary>
internal sealed record HostOptions
{
    /// <summary>Where the agent keeps its state; null for the default of the user.</summary>
    [Setting(
        "The directory for the agent's state: pods, logs, plugin state and the control socket. One agent uses it at a time.",
        Default = "`/var/lib/reeve` as root, otherwise `$XDG_STATE_HOME/reeve` or `~/.local/state/reeve`",
        Flag = "--state-dir",
        IsPath = true)]
    public string? StateDirectory { get; init; }

    /// <summary>The node's name; null for the host's.</summary>
    [Setting(
        "The name of this node, as pods see it in `spec.nodeName`. It is part of the identity of what runs: an agent with another name "
        + "does not see the workloads of this one.",
        Default = "the machine's host name in lower case")]
    public string? NodeName { get; init; }

    /// <summary>The provider that runs pods.</summary>
    [Setting("The provider that runs the pods.", Flag = "--provider")]
    public string Provider { get; init; } = "process";

    /// <summary>Options by provider.</summary>
    [Setting(
        "Options of each provider by its name. They are validated against the schema in the plugin's `plugin.json`; "
        + "`reeve plugins show NAME` lists them.")]
    public IReadOnlyDictionary<string, JsonObject> Providers { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>Plugins.</summary>
    public PluginOptions Plugins { get; init; } = new();

    /// <summary>Plugin packages.</summary>
    public PackageSettings Packages { get; init; } = new();

    /// <summary>Pods.</summary>
    public PodOptions Pods { get; init; } = new();

    /// <summary>Images.</summary>
    public ImageSettings Images { get; init; } = new();

    /// <summary>The node in a cluster.</summary>
    public NodeSettings Node { get; init; } = new();

    /// <summary>Several nodes in one agent.</summary>
    [Setting(
        "Several nodes in one agent of `reeve node`. Each has a `name`, and may have a `provider`, `options` of that provider, a `share` of the machine "
        + "(`0.5` or `50%`; the nodes without one divide what the others leave), `images` with keys of that section, and any key of the section `node`, "
        + "which it has instead of what is set there: its own `kubeconfig`, `port`, `labels`, `taints`, … Each has its own identity, lease, certificate and state directory.",
        Default = "one node, as the other settings describe it")]
    public IReadOnlyList<JsonObject> Nodes { get; init; } = [];

    /// <summary>Clusters.</summary>
    [Setting(
        "Clusters that the agent looks after beside its pods and nodes. Each has a `name`, and may have a `type` (the provisioner that makes it where nothing else is asked for; "
        + "otherwise `kubeadm`). Options of provisioners are in `providers`. Without any, nothing listens for the cluster API.")]
    public IReadOnlyList<JsonObject> Clusters { get; init; } = [];

    /// <summary>Proxies.</summary>
    [Setting(
        "Proxies that the agent runs, each served by a provider from one document that is applied by `reeve proxy apply` or the API, and kept. [proxy.md](proxy.md) tells of them.",
        Default = "none",
        Entry = "proxy")]
    public IReadOnlyList<JsonObject> Proxies { get; init; } = [];

    /// <summary>Certificates of proxies.</summary>
    public CertificateSettings Certificates { get; init; } = new();

    /// <summary>Zones.</summary>
    [Setting(
        "Zones by name that the agent may change: for its own name (`agent.fqdn`), and to show authorities that a name is its own (`dns-01`). Records of others are left alone.",
        Default = "none",
        Entry = "cloudflare, rfc2136")]
    public IReadOnlyDictionary<string, JsonObject> Dns { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>The agent's own name.</summary>
    public AgentSettings Agent { get; init; } = new();

    /// <summary>The API of clusters.</summary>
    public ClusterApiSettings ClusterApi { get; init; } = new();

    /// <summary>The API of the edge.</summary>
    public EdgeApiSettings EdgeApi { get; init; } = new();

    /// <summary>The status page.</summary>
    public StatusPageSettings StatusPage { get; init; } = new();

    /// <summary>Logs of containers.</summary>
    public ContainerLogOptions ContainerLogs { get; init; } = new();

    /// <summary>The agent's own log.</summary>
    public LoggingOptions Logging { get; init; } = new();
}
