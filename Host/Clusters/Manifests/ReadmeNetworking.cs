namespace Reeve.Host.Clusters.Manifests;

/// <summary>Subnets in the shape for people.</summary>
internal sealed record ReadmeNetworking
{
    /// <summary>Pod subnets in CIDR form, separated by a comma.</summary>
    public string? PodSubnet { get; init; }

    /// <summary>Service subnets in the same form.</summary>
    public string? SvcSubnet { get; init; }
}
