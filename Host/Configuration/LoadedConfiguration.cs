using Reeve.Host.Configuration.Proxies;

namespace Reeve.Host.Configuration;

/// <summary>The configuration in force, and where each value came from.</summary>
internal sealed record LoadedConfiguration
{
    /// <summary>The values.</summary>
    public required HostOptions Options { get; init; }

    /// <summary>The nodes that <c>reeve node</c> runs.</summary>
    public required IReadOnlyList<NodePlan> Nodes { get; init; }

    /// <summary>The clusters that the agent looks after.</summary>
    public IReadOnlyList<ClusterPlan> Clusters { get; init; } = [];

    /// <summary>Proxies, and what they need.</summary>
    public ProxyConfiguration Proxies { get; init; } = new();

    /// <summary>The file that was read, or null.</summary>
    public string? File { get; init; }

    /// <summary>What was written, by key; other keys have their defaults.</summary>
    public IReadOnlyDictionary<string, SettingSource> Sources { get; init; } = new Dictionary<string, SettingSource>();
}
