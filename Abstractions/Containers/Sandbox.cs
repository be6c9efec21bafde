using Reeve.Workloads;

namespace Reeve.Containers;

/// <summary>What the containers of a pod share.</summary>
public sealed record Sandbox
{
    /// <summary>The pod.</summary>
    public required PodId Id { get; init; }

    /// <summary>The pod with every question answered; drivers read the pod-level fields that they honour.</summary>
    public required ResolvedPod Pod { get; init; }

    /// <summary>
    /// An absolute path of the pod's directory on the machine (mode 0750): volumes lie below it. A driver makes nothing in it.
    /// </summary>
    public required string Directory { get; init; }

    /// <summary>
    /// The ranges that the cluster has given to the node for its pods' addresses, such as <c>10.244.3.0/24</c>, one for each family
    /// (<c>spec.podCIDRs</c> of the node); empty where it gave none, or where nobody knows.
    /// </summary>
    public IReadOnlyList<string> PodRanges { get; init; } = [];
}
