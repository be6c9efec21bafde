using System.Text.Json;
using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Clusters.Manifests;

/// <summary>What is wanted of a cluster, in the shape for people.</summary>
internal sealed record ReadmeSpec
{
    /// <summary>The Kubernetes version.</summary>
    public string? Version { get; init; }

    /// <summary>The provisioner.</summary>
    public string? ClusterType { get; init; }

    /// <summary>The flavor that it is made from.</summary>
    public string? Flavor { get; init; }

    /// <summary>Whether no workload runs.</summary>
    public bool DisableWorkloads { get; init; }

    /// <summary>A name for people and certificates.</summary>
    public string? ClusterName { get; init; }

    /// <summary>Most of it.</summary>
    public ReadmeParameters? ClusterParameters { get; init; }

    /// <summary>What <see cref="ReadmeParameters.Networking"/> cannot say.</summary>
    public NetworkingDocument? Networking { get; init; }

    /// <summary>The container runtime.</summary>
    public RuntimeDocument? ClusterRuntime { get; init; }

    /// <summary>Further arguments by name.</summary>
    public IReadOnlyDictionary<string, string>? ExtraArgs { get; init; }

    /// <summary>How it is reached from outside.</summary>
    public EdgeDocument? Edge { get; init; }

    /// <summary>The provisioner's own settings.</summary>
    public JsonElement? Provider { get; init; }
}
