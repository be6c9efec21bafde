namespace Reeve.Kubernetes;

/// <summary>Deprecated: a Photon disk.</summary>
public sealed record PhotonPersistentDiskVolumeSource : KubernetesRecord
{
    /// <summary>Identity of the disk.</summary>
    public string PdID { get; init => field = value ?? ""; } = "";

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }
}
