using System.Text.Json;

namespace Reeve.Kubernetes;

/// <summary>What is wanted of a node.</summary>
public sealed record NodeSpec : KubernetesRecord
{
    /// <summary>Address range of the node's pods.</summary>
    public string? PodCIDR { get; init; }

    /// <summary>Address ranges of the node's pods, one per family.</summary>
    public IReadOnlyList<string> PodCIDRs { get; init => field = value ?? []; } = [];

    /// <summary>Identity of the machine, as <c>provider://id</c>.</summary>
    public string? ProviderID { get; init; }

    /// <summary>Whether new pods are kept away.</summary>
    public bool? Unschedulable { get; init; }

    /// <summary>Taints that repel pods.</summary>
    public IReadOnlyList<Taint> Taints { get; init => field = value ?? []; } = [];

    /// <summary>Removed from the API; kept as it came.</summary>
    public JsonElement? ConfigSource { get; init; }

    /// <summary>Deprecated by the API; not used.</summary>
    public string? ExternalID { get; init; }
}
