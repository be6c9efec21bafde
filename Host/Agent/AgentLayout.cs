using Reeve.Host.Configuration;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Hosting.Nodes;

namespace Reeve.Host.Agent;

/// <summary>What lies where in a state directory.</summary>
/// <param name="Root">The state directory.</param>
internal sealed record AgentLayout(string Root)
{
    /// <summary>Logs of containers.</summary>
    public string Logs => Own.Logs;

    /// <summary>What belongs to one node of a cluster: laid out as the state directory of an agent is.</summary>
    public AgentLayout Node(string name) => new(Path.Combine(Root, "nodes", name));

    /// <summary>The nodes of clusters that ever were here.</summary>
    public IReadOnlyList<AgentLayout> Nodes =>
        Directory.Exists(Path.Combine(Root, "nodes"))
            ? [.. Directory.EnumerateDirectories(Path.Combine(Root, "nodes")).Order(StringComparer.Ordinal).Select(path => new AgentLayout(path))]
            : [];

    /// <summary>Certificates and keys of a node.</summary>
    public string Certificates => Own.Certificates;

    /// <summary>Volumes of pods, their termination messages, and the spools of their output.</summary>
    public string Volumes => Own.Volumes;

    /// <summary>Clusters: what is wanted of them, operations, the audit trail.</summary>
    public string Clusters => Path.Combine(Root, "clusters");

    /// <summary>The names in DNS that clusters have.</summary>
    public string ClusterNames => Path.Combine(Clusters, "names.json");

    /// <summary>A proxy: what is wanted of it with its history, its ordered certificates, and the state of its provider.</summary>
    public string Proxy(string name) => Path.Combine(Root, "proxies", name);

    /// <summary>There while the records of the agent's own name are removed by command.</summary>
    public string NameRemoved => Path.Combine(Root, "name-removed");

    /// <summary>The account with a certificate authority, and its unfinished orders.</summary>
    public string Authority(string name) => Path.Combine(Root, "authorities", name);

    /// <summary>Images, and who uses them.</summary>
    public string Images => Own.Images;

    /// <summary>Copies of plugins.</summary>
    public string PluginCache => Path.Combine(Root, "plugins");

    /// <summary>Plugins that were installed from packages.</summary>
    public string Packages => Path.Combine(Root, "packages");

    /// <summary>The state of a provider's instance.</summary>
    public string Provider(string name) => Own.Provider(name);

    /// <summary>How logs of containers are kept.</summary>
    public LogOptions LogOptions(HostOptions options) => new()
    {
        Directory = Logs,
        SpoolDirectory = Volumes,
        MaxFileBytes = options.ContainerLogs.MaxSize.Bytes,
        MaxFiles = options.ContainerLogs.MaxFiles,
    };

    private NodeLayout Own => new(Root);
}
