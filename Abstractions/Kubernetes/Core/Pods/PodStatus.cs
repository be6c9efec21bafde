using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>What was last observed of a pod.</summary>
public sealed record PodStatus : KubernetesRecord
{
    /// <summary>Generation the status speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>One of <see cref="PodPhases"/>.</summary>
    public string? Phase { get; init; }

    /// <summary>Conditions; types in <see cref="PodConditionTypes"/>.</summary>
    public IReadOnlyList<PodCondition> Conditions { get; init => field = value ?? []; } = [];

    /// <summary>Human-readable detail of why the pod is in this state.</summary>
    public string? Message { get; init; }

    /// <summary>Machine-readable cause, such as <c>Evicted</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Node on which room is being made for the pod.</summary>
    public string? NominatedNodeName { get; init; }

    /// <summary>Primary IP address of the node.</summary>
    public string? HostIP { get; init; }

    /// <summary>IP addresses of the node.</summary>
    public IReadOnlyList<HostIP> HostIPs { get; init => field = value ?? []; } = [];

    /// <summary>Primary IP address of the pod.</summary>
    public string? PodIP { get; init; }

    /// <summary>IP addresses of the pod.</summary>
    public IReadOnlyList<PodIP> PodIPs { get; init => field = value ?? []; } = [];

    /// <summary>When the node accepted the pod.</summary>
    public Time? StartTime { get; init; }

    /// <summary>States of the init containers.</summary>
    public IReadOnlyList<ContainerStatus> InitContainerStatuses { get; init => field = value ?? []; } = [];

    /// <summary>States of the containers.</summary>
    public IReadOnlyList<ContainerStatus> ContainerStatuses { get; init => field = value ?? []; } = [];

    /// <summary>One of <see cref="QosClasses"/>.</summary>
    public string? QosClass { get; init; }

    /// <summary>States of the ephemeral containers.</summary>
    public IReadOnlyList<ContainerStatus> EphemeralContainerStatuses { get; init => field = value ?? []; } = [];

    /// <summary>Deprecated resize status; one of <see cref="PodResizeStatuses"/>.</summary>
    public string? Resize { get; init; }

    /// <summary>Names of the claims made for the pod.</summary>
    public IReadOnlyList<PodResourceClaimStatus> ResourceClaimStatuses { get; init => field = value ?? []; } = [];

    /// <summary>The claim behind extended resources.</summary>
    public PodExtendedResourceClaimStatus? ExtendedResourceClaimStatus { get; init; }

    /// <summary>Resources allocated to the pod as a whole.</summary>
    public IReadOnlyDictionary<string, Quantity> AllocatedResources { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;

    /// <summary>Requests and limits in force for the pod as a whole.</summary>
    public ResourceRequirements? Resources { get; init; }

    /// <summary>Node resources allocated through claims.</summary>
    public IReadOnlyList<NodeAllocatableResourceClaimStatus> NodeAllocatableResourceClaimStatuses { get; init => field = value ?? []; } = [];
}
