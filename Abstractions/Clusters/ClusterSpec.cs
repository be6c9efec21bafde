using System.Text.Json;

namespace Reeve.Clusters;

/// <summary>A desired cluster: what all distributions share, and the provisioner's own part.</summary>
public sealed record ClusterSpec
{
    /// <summary>The cluster.</summary>
    public required ClusterId Id { get; init; }

    /// <summary>Kubernetes version as <c>1.30.2</c>, without a leading v; a distribution's suffix (<c>+k3s1</c>) may follow.</summary>
    public required string Version { get; init; }

    /// <summary>Subnets and network plugin.</summary>
    public ClusterNetworking Networking { get; init; } = new();

    /// <summary>Additional names and addresses in the API server's certificate.</summary>
    public IReadOnlyList<string> ApiServerCertificateNames { get; init; } = [];

    /// <summary>Storage plugin, or null for none.</summary>
    public ClusterAddon? Storage { get; init; }

    /// <summary>Where images come from, or null where nothing was said about it.</summary>
    public ClusterRegistry? Registry { get; init; }

    /// <summary>Arguments of the distribution beside its own, by name without dashes: of the API server, or of the one server that is all parts.</summary>
    public IReadOnlyDictionary<string, string> ExtraArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>On <see cref="ClusterIntent.Delete"/>: its data (volumes, database) stay on the machine, where the provisioner can do that.</summary>
    public bool KeepData { get; init; }

    /// <summary>On <see cref="ClusterIntent.Adopt"/>: whose it was; null otherwise.</summary>
    public ClusterId? AdoptedFrom { get; init; }

    /// <summary>No workload shall run; kept through upgrades and reboots.</summary>
    public bool WorkloadsDisabled { get; init; }

    /// <summary>The provisioner's own part: an object valid by the schema in <c>plugin.json</c>.</summary>
    public JsonElement Provider { get; init; }
}
