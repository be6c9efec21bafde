namespace Reeve.Kubernetes;

/// <summary>A disk or directory of one node.</summary>
public sealed record LocalVolumeSource : KubernetesRecord
{
    /// <summary>Absolute path.</summary>
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>File system type, for a block device.</summary>
    public string? FsType { get; init; }
}
