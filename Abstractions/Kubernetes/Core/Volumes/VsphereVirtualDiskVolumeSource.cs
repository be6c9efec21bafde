namespace Reeve.Kubernetes;

/// <summary>Deprecated: a vSphere disk.</summary>
public sealed record VsphereVirtualDiskVolumeSource : KubernetesRecord
{
    /// <summary>Path of the disk.</summary>
    public string VolumePath { get; init => field = value ?? ""; } = "";

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Name of the storage policy.</summary>
    public string? StoragePolicyName { get; init; }

    /// <summary>Identity of the storage policy.</summary>
    public string? StoragePolicyID { get; init; }
}
