using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>An add-on by its manifest.</summary>
internal sealed record ManifestArguments
{
    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>What it is for: one of <see cref="AddonSlots"/>.</summary>
    public required string Slot { get; init; }

    /// <summary>Where the manifest is: see <see cref="AddonSource"/>. Empty: there shall be no such add-on.</summary>
    public string Source { get; init; } = "";

    /// <summary>Hex SHA-256 that the manifest must have; empty for any.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The pods' subnets.</summary>
    public IReadOnlyList<string> PodSubnets { get; init; } = [];

    /// <summary>Whether it is made with its cluster, which is gone when this is taken back.</summary>
    public bool WithCluster { get; init; }
}
