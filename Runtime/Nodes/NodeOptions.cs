using Reeve.Kubernetes;

namespace Reeve.Runtime.Nodes;

/// <summary>How a node presents itself to its cluster.</summary>
public sealed record NodeOptions
{
    /// <summary>The node's name (RFC 1123 subdomain).</summary>
    public required string Name { get; init; }

    /// <summary>The name of the provider that runs its pods; the value of its default taint.</summary>
    public required string Provider { get; init; }

    /// <summary>The version of this agent, e.g. <c>0.1.0</c>: part of <c>kubeletVersion</c>, and of <c>containerRuntimeVersion</c> where the provider gives none.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>Addresses in place of the backend's, best first; empty for the backend's.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Addresses of type ExternalIP; empty for the backend's.</summary>
    public IReadOnlyList<string> ExternalAddresses { get; init; } = [];

    /// <summary><c>spec.podCIDR</c> at registration, or null.</summary>
    public string? PodCidr { get; init; }

    /// <summary>The value of the label <c>kubernetes.io/hostname</c> and of the address of type Hostname; null for the node's name.</summary>
    public string? HostName { get; init; }

    /// <summary>More labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>More annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints at registration; null for <c>virtual-kubelet.io/provider=PROVIDER:NoSchedule</c>, empty for none.</summary>
    public IReadOnlyList<Taint>? Taints { get; init; }

    /// <summary>The node's part of a machine that several nodes divide.</summary>
    /// <value>Default the whole machine.</value>
    public NodeShare Share { get; init; } = NodeShare.All;

    /// <summary>What is kept from pods, per resource name.</summary>
    public IReadOnlyDictionary<string, Quantity> Reserved { get; init; } = new Dictionary<string, Quantity>();

    /// <summary><c>spec.providerID</c>, or null.</summary>
    public string? ProviderId { get; init; }

    /// <summary>When the machine is under pressure.</summary>
    public PressureThresholds Thresholds { get; init; } = new();

    /// <summary>How often the machine is measured and the status computed.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan StatusInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the status is reported although nothing changed.</summary>
    /// <value>Default 5 min.</value>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the node's lease is valid; it is renewed four times as often.</summary>
    /// <value>Default 40 s.</value>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Whether the node keeps a lease. Without one its heartbeat is its status, written at each <see cref="StatusInterval"/>.</summary>
    /// <value>Default true.</value>
    public bool Lease { get; init; } = true;
}
