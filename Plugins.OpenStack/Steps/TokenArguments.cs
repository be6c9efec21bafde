using System.Text.Json.Serialization;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Pki;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A token for machines to join by.</summary>
internal sealed record TokenArguments
{
    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>What it is stored as; empty for the one that all machines of the operation share.</summary>
    public string Secret { get; set; } = "";

    /// <summary>What it is stored as.</summary>
    [JsonIgnore]
    public string Name => Secret.Length > 0 ? Secret : JoinToken.SecretName;

    /// <summary>Whether the cluster is there already and has to be told; otherwise its first master learns it at its start.</summary>
    public bool Tell { get; init; }

    /// <summary>The distribution, whose machines join.</summary>
    public string Distribution { get; set; } = KubeadmDistribution.DistributionName;
}
