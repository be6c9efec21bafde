namespace Reeve.Kubernetes;

/// <summary>What is wanted of a claim.</summary>
public sealed record PersistentVolumeClaimSpec : KubernetesRecord
{
    /// <summary>Any of <see cref="AccessModes"/>.</summary>
    public IReadOnlyList<string> AccessModes { get; init => field = value ?? []; } = [];

    /// <summary>Which volumes are considered.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>How much storage.</summary>
    public VolumeResourceRequirements Resources { get; init => field = value ?? Blank<VolumeResourceRequirements>.Value; } = Blank<VolumeResourceRequirements>.Value;

    /// <summary>Volume the claim is bound to.</summary>
    public string? VolumeName { get; init; }

    /// <summary>Storage class; empty is none, null the default.</summary>
    public string? StorageClassName { get; init; }

    /// <summary>One of <see cref="VolumeModes"/>; default Filesystem.</summary>
    public string? VolumeMode { get; init; }

    /// <summary>What the volume is filled from.</summary>
    public TypedLocalObjectReference? DataSource { get; init; }

    /// <summary>What the volume is filled from, in any namespace.</summary>
    public TypedObjectReference? DataSourceRef { get; init; }

    /// <summary>Volume attributes class.</summary>
    public string? VolumeAttributesClassName { get; init; }
}
