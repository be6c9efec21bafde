using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Flavors;

namespace Reeve.Runtime.Clusters;

/// <summary>
/// What somebody wants of a cluster: whole, for one that is to be created, or in part, for one that is to be changed. Null means not stated.
/// Immutable.
/// </summary>
public sealed record ClusterDesired
{
    /// <summary>The type: the name of a loaded cluster provisioner. Not stated on create: <see cref="ClusterOptions.DefaultType"/>.</summary>
    public string? Type { get; init; }

    /// <summary>
    /// The flavor that it is made from: what this states goes over what the flavor says, the provisioner's own part however deep. Of a cluster that is there: the revision that it
    /// was made from, which stays.
    /// </summary>
    public FlavorReference? Flavor { get; init; }

    /// <summary>Kubernetes version, with or without a leading v.</summary>
    public string? Version { get; init; }

    /// <summary>Pod subnets in CIDR form: one, or one for each address family.</summary>
    public IReadOnlyList<string>? PodSubnets { get; init; }

    /// <summary>Service subnets in CIDR form, of the same families in the same order.</summary>
    public IReadOnlyList<string>? ServiceSubnets { get; init; }

    /// <summary>Network plugin. In a change: its version, with the name that it has or no name.</summary>
    public ClusterAddon? Cni { get; init; }

    /// <summary>Storage plugin.</summary>
    public ClusterAddon? Storage { get; init; }

    /// <summary>Additional names and addresses in the API server's certificate.</summary>
    public IReadOnlyList<string>? CertificateNames { get; init; }

    /// <summary>Whether no workload shall run.</summary>
    public bool? WorkloadsDisabled { get; init; }

    /// <summary>Arguments of the distribution beside its own, by name without dashes.</summary>
    public IReadOnlyDictionary<string, string>? ExtraArguments { get; init; }

    /// <summary>Where images come from.</summary>
    public ClusterRegistrySettings? Registry { get; init; }

    /// <summary>How it is reached from outside; null for nohow.</summary>
    public ClusterEdge? Edge { get; init; }

    /// <summary>The provisioner's own part: an object; a member that is there replaces that of before.</summary>
    public JsonElement? Provider { get; init; }

    /// <summary>
    /// What the caller shows again as it was sent (spellings, shapes): kept with the rest, never looked into. It must hold no secret. Not stated:
    /// that of before stays.
    /// </summary>
    public JsonElement? Form { get; init; }
}
