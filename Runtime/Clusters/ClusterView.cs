using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.Runtime.Clusters;

/// <summary>A cluster as it is wanted and as it is. Immutable; without secrets.</summary>
public sealed record ClusterView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its tenant; empty for none.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The text by which it is asked for: <c>NAME</c>, or <c>NAME.TENANT</c>.</summary>
    public string Key => ClusterKey.Of(Tenant, Name);

    /// <summary>Its type; empty for one that was never made.</summary>
    public string Type { get; init; } = "";

    /// <summary>What is wanted: while an operation runs, what that operation wants; null for one that was never made, and after its removal.</summary>
    public ClusterDesired? Desired { get; init; }

    /// <summary>Where it is in its life.</summary>
    public ClusterPhase Phase { get; init; }

    /// <summary>The same in one word for people.</summary>
    public ClusterState State { get; init; }

    /// <summary>Why it is in this state: one sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>What is so of it: <c>ClusterReady</c>, <c>ControlPlaneReady</c>, <c>NodeReady</c> always and in this order, then others by name.</summary>
    public IReadOnlyList<ClusterConditionState> Conditions { get; init; } = [];

    /// <summary>The API server's version without a leading v; empty if unknown.</summary>
    public string KubernetesVersion { get; init; } = "";

    /// <summary>The network plugin's version; empty if unknown.</summary>
    public string CniVersion { get; init; } = "";

    /// <summary>The storage plugin's version; empty if unknown.</summary>
    public string CsiVersion { get; init; } = "";

    /// <summary>The container runtime's version; empty if unknown.</summary>
    public string RuntimeVersion { get; init; } = "";

    /// <summary>Whether workloads are stopped now.</summary>
    public bool WorkloadsStopped { get; init; }

    /// <summary>Whether the agent found it rather than made it.</summary>
    public bool Adopted { get; init; }

    /// <summary>URL of its API server as the agent reaches it; empty if unknown.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Its machines.</summary>
    public IReadOnlyList<ClusterMachine> Machines { get; init; } = [];

    /// <summary>What its provisioner says of it beside (ids of resources, networks, addresses): an object without secrets; nothing before the first look.</summary>
    public JsonElement Facts { get; init; }

    /// <summary>Its certificates as they were last looked at.</summary>
    public IReadOnlyList<ClusterCertificate> Certificates { get; init; } = [];

    /// <summary>The last installation.</summary>
    public ClusterOperationResult? LastInstall { get; init; }

    /// <summary>The last upgrade.</summary>
    public ClusterOperationResult? LastUpgrade { get; init; }

    /// <summary>The last change of settings.</summary>
    public ClusterOperationResult? LastPatch { get; init; }

    /// <summary>The last removal.</summary>
    public ClusterOperationResult? LastReset { get; init; }

    /// <summary>The last renewal of certificates.</summary>
    public ClusterOperationResult? LastCertificateReset { get; init; }

    /// <summary>The operation that goes on or is stuck; null if none does.</summary>
    public string? OperationId { get; init; }

    /// <summary>When it was last looked at; null before the first time.</summary>
    public DateTimeOffset? ObservedAt { get; init; }
}
