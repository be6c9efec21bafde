namespace Reeve.Kubernetes;

/// <summary>Deprecated: an AWS EBS volume.</summary>
public sealed record AWSElasticBlockStoreVolumeSource : KubernetesRecord
{
    /// <summary>Identity of the volume.</summary>
    public string VolumeID { get; init => field = value ?? ""; } = "";

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Partition; 0 is the whole disk.</summary>
    public int? Partition { get; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }
}
