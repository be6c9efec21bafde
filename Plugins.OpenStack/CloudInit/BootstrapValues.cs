using Reeve.Distributions.Versions;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Spec;

namespace Reeve.Plugins.OpenStack.CloudInit;

/// <summary>What a machine's first start depends on. Addresses and certificates may refer to outputs of steps.</summary>
internal sealed record BootstrapValues
{
    public required string Cluster { get; init; }

    /// <summary>The machine's and its node's name.</summary>
    public required string Machine { get; init; }

    public required IDistribution Distribution { get; init; }

    public required KubernetesVersion Version { get; init; }

    public required CloudInitSpec Spec { get; init; }

    /// <summary>Whether it is a master.</summary>
    public bool IsMaster { get; init; }

    /// <summary>Whether it makes the cluster, rather than join it.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The machine's own address.</summary>
    public required string Address { get; init; }

    /// <summary><c>HOST:PORT</c> of the API server.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Names and addresses in the API server's certificate.</summary>
    public IReadOnlyList<string> CertificateNames { get; init; } = [];

    public IReadOnlyList<string> PodSubnets { get; init; } = [];

    public IReadOnlyList<string> ServiceSubnets { get; init; } = [];

    public string DnsDomain { get; init; } = "cluster.local";

    /// <summary>Arguments of the distribution, by name without dashes.</summary>
    public IReadOnlyDictionary<string, string> ExtraArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the manifest of a network plugin that is applied is; empty for none.</summary>
    public string NetworkUrl { get; init; } = "";

    /// <summary>Hex SHA-256 that it must have; empty for any.</summary>
    public string NetworkSha256 { get; init; } = "";
}
