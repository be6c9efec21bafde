using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Clusters.Manifests;

/// <summary>The parameters of a cluster in the shape for people.</summary>
internal sealed record ReadmeParameters
{
    /// <summary>The API server.</summary>
    public ApiServerDocument? ApiServer { get; init; }

    /// <summary>The subnets.</summary>
    public ReadmeNetworking? Networking { get; init; }

    /// <summary>The network plugin.</summary>
    public ReadmeAddon? Cni { get; init; }

    /// <summary>The storage plugin.</summary>
    public ReadmeAddon? Csi { get; init; }
}
