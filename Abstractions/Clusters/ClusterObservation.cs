using System.Text.Json;

namespace Reeve.Clusters;

/// <summary>A cluster as it is, by looking. Secrets are not in it.</summary>
public sealed record ClusterObservation
{
    /// <summary>Whether anything of it exists.</summary>
    public required bool Exists { get; init; }

    /// <summary>The API server's version as <c>1.30.2</c>, if it could be learned.</summary>
    public string? Version { get; init; }

    /// <summary>Whether its API server answers as ready.</summary>
    public bool ApiServerReady { get; init; }

    /// <summary>URL of its API server, as reached from this agent.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Its machines.</summary>
    public IReadOnlyList<ClusterMachine> Machines { get; init; } = [];

    /// <summary>Versions of its parts by name (<c>cni</c>, <c>csi</c>, <c>runtime</c>).</summary>
    public IReadOnlyDictionary<string, string> Components { get; init; } = new Dictionary<string, string>();

    /// <summary>What the provisioner says about parts of it; type names in CamelCase.</summary>
    public IReadOnlyList<ClusterCondition> Conditions { get; init; } = [];

    /// <summary>The provisioner's own facts (resource ids), an object without secrets, for its own plans and for display.</summary>
    public JsonElement Provider { get; init; }
}
