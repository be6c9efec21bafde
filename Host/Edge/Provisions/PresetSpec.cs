using System.Text.Json;

namespace Reeve.Host.Edge.Provisions;

/// <summary>What clusters of a flavor are to be.</summary>
internal sealed record PresetSpec
{
    /// <summary>The version of Kubernetes.</summary>
    public string? Version { get; set; }

    /// <summary>Subnets of pods.</summary>
    public List<string>? PodSubnets { get; set; }

    /// <summary>Subnets of services.</summary>
    public List<string>? ServiceSubnets { get; set; }

    /// <summary>The network plugin.</summary>
    public PresetAddon? Cni { get; set; }

    /// <summary>The provisioner's own part.</summary>
    public JsonElement? Provider { get; set; }
}
