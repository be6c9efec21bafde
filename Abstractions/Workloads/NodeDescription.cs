using Reeve.Kubernetes;

namespace Reeve.Workloads;

/// <summary>What a backend offers as a node. Immutable; each item of a watch is whole.</summary>
public sealed record NodeDescription
{
    /// <summary>All there is: <c>cpu</c>, <c>memory</c>, <c>ephemeral-storage</c>, <c>pods</c> and extended resources.</summary>
    public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>What pods may use of it. Empty: all of <see cref="Capacity"/>.</summary>
    public IReadOnlyDictionary<string, Quantity> Allocatable { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>Addresses, best first.</summary>
    public IReadOnlyList<NodeAddress> Addresses { get; init; } = [];

    /// <summary>Conditions that the backend knows of; those that it leaves out are the core's. <c>Ready</c> defaults to True.</summary>
    public IReadOnlyList<NodeCondition> Conditions { get; init; } = [];

    /// <summary>No new pods, e.g. because a partition is drained.</summary>
    public bool Unschedulable { get; init; }

    /// <summary>Labels that the backend adds.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints that the backend adds.</summary>
    public IReadOnlyList<Taint> Taints { get; init; } = [];

    /// <summary>Versions and ids for <c>status.nodeInfo</c>.</summary>
    public NodeSystemInfo SystemInfo { get; init; } = new();

    /// <summary>
    /// Identifies the machine (machine id) where this node is one, so that several nodes of one machine divide it;
    /// null where the backend is something else.
    /// </summary>
    public string? MachineId { get; init; }
}
