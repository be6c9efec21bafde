namespace Reeve.Kubernetes;

/// <summary>Deprecated: a GCE disk.</summary>
public sealed record GCEPersistentDiskVolumeSource : KubernetesRecord
{
    /// <summary>Name of the disk.</summary>
    public string PdName { get; init => field = value ?? ""; } = "";

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Partition; 0 is the whole disk.</summary>
    public int? Partition { get; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }
}
