namespace Reeve.Kubernetes;

/// <summary>Deprecated: a StorageOS volume.</summary>
public sealed record StorageOSPersistentVolumeSource : KubernetesRecord
{
    /// <summary>Name of the volume.</summary>
    public string? VolumeName { get; init; }

    /// <summary>Namespace of the volume.</summary>
    public string? VolumeNamespace { get; init; }

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>Secret with the credentials.</summary>
    public ObjectReference? SecretRef { get; init; }
}
