using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>What was last observed of a claim.</summary>
public sealed record PersistentVolumeClaimStatus : KubernetesRecord
{
    /// <summary><c>Pending</c>, <c>Bound</c> or <c>Lost</c>.</summary>
    public string? Phase { get; init; }

    /// <summary>Any of <see cref="AccessModes"/>.</summary>
    public IReadOnlyList<string> AccessModes { get; init => field = value ?? []; } = [];

    /// <summary>Size of the volume, per resource name.</summary>
    public IReadOnlyDictionary<string, Quantity> Capacity { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;

    /// <summary>Conditions, such as of a resize.</summary>
    public IReadOnlyList<PersistentVolumeClaimCondition> Conditions { get; init => field = value ?? []; } = [];

    /// <summary>Sizes that a resize has reached or is about to.</summary>
    public IReadOnlyDictionary<string, Quantity> AllocatedResources { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;

    /// <summary>State of a resize, per resource name.</summary>
    public IReadOnlyDictionary<string, string> AllocatedResourceStatuses { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Volume attributes class in force.</summary>
    public string? CurrentVolumeAttributesClassName { get; init; }

    /// <summary>State of a change of the class.</summary>
    public ModifyVolumeStatus? ModifyVolumeStatus { get; init; }
}
