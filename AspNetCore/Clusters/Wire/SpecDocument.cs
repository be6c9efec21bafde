using System.Text.Json;

namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>What is wanted of a cluster. Null is what was not said; the rest is kept as it came.</summary>
internal sealed record SpecDocument
{
    /// <summary>The provisioner: <c>kubeadm</c>, <c>k3s</c>, or one of a plugin. Not said: <c>kubeadm</c>.</summary>
    public string? ClusterType { get; set; }

    /// <summary>The flavor that it is made from, as <c>NAME</c> or <c>NAME@REVISION</c>: the rest of this goes over what it says.</summary>
    public string? Flavor { get; set; }

    /// <summary>A name for people and certificates.</summary>
    public string? ClusterName { get; set; }

    /// <summary>The network.</summary>
    public NetworkingDocument? Networking { get; set; }

    /// <summary>The storage plugin.</summary>
    public StorageDocument? Storage { get; set; }

    /// <summary>The API server.</summary>
    public ApiServerDocument? ApiServer { get; set; }

    /// <summary>The Kubernetes version, with or without a leading v.</summary>
    public string? Version { get; set; }

    /// <summary>Whether all workloads are stopped and none starts.</summary>
    public bool? DisableWorkloads { get; set; }

    /// <summary>More arguments of the API server.</summary>
    public Dictionary<string, string>? ExtraArgs { get; set; }

    /// <summary>The container runtime.</summary>
    public RuntimeDocument? ClusterRuntime { get; set; }

    /// <summary>How it is reached from outside.</summary>
    public EdgeDocument? Edge { get; set; }

    /// <summary>The provisioner's own settings: an object.</summary>
    public JsonElement? Provider { get; set; }
}
