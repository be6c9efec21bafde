namespace Reeve.Kubernetes;

/// <summary>Deprecated: a Portworx volume.</summary>
public sealed record PortworxVolumeSource : KubernetesRecord
{
    /// <summary>Identity of the volume.</summary>
    public string VolumeID { get; init => field = value ?? ""; } = "";

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }
}
