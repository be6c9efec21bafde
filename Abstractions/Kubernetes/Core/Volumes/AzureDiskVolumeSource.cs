namespace Reeve.Kubernetes;

/// <summary>Deprecated: an Azure disk.</summary>
public sealed record AzureDiskVolumeSource : KubernetesRecord
{
    /// <summary>Name of the disk.</summary>
    public string DiskName { get; init => field = value ?? ""; } = "";

    /// <summary>URI of the disk.</summary>
    public string DiskURI { get; init => field = value ?? ""; } = "";

    /// <summary><c>None</c>, <c>ReadOnly</c> or <c>ReadWrite</c>.</summary>
    public string? CachingMode { get; init; }

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary><c>Shared</c>, <c>Dedicated</c> or <c>Managed</c>.</summary>
    public string? Kind { get; init; }
}
