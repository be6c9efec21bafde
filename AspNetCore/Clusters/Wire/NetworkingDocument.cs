using System.Text.Json.Serialization;

namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>The network of a cluster. The network plugin may be written in three ways.</summary>
internal sealed record NetworkingDocument
{
    /// <summary>Pod subnets in CIDR form, separated by a comma where there are two families.</summary>
    public string? PodSubnet { get; set; }

    /// <summary>Service subnets, in the same form and order.</summary>
    public string? SvcSubnet { get; set; }

    /// <summary>The network plugin by the address of its manifest.</summary>
    [JsonPropertyName("cniManifestURL")]
    public string? CniManifestUrl { get; set; }

    /// <summary>The network plugin by name.</summary>
    public string? CniName { get; set; }

    /// <summary>The version of <see cref="CniName"/>.</summary>
    public string? CniVersion { get; set; }

    /// <summary>Settings of cilium.</summary>
    public CiliumDocument? Cilium { get; set; }

    /// <summary>The network plugin by name and version.</summary>
    public AddonDocument? ClusterCni { get; set; }
}
