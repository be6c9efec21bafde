namespace Reeve.Kubernetes;

/// <summary>Fields of the pod as files.</summary>
public sealed record DownwardAPIVolumeSource : KubernetesRecord
{
    /// <summary>The files.</summary>
    public IReadOnlyList<DownwardAPIVolumeFile> Items { get; init => field = value ?? []; } = [];

    /// <summary>Permission bits of the files; default 0644.</summary>
    public int? DefaultMode { get; init; }
}
