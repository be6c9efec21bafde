namespace Reeve.Kubernetes;

/// <summary>A Fibre Channel disk.</summary>
public sealed record FCVolumeSource : KubernetesRecord
{
    /// <summary>World-wide names of the target.</summary>
    public IReadOnlyList<string> TargetWWNs { get; init => field = value ?? []; } = [];

    /// <summary>Logical unit number.</summary>
    public int? Lun { get; init; }

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>World-wide identifiers of the volume.</summary>
    public IReadOnlyList<string> Wwids { get; init => field = value ?? []; } = [];
}
