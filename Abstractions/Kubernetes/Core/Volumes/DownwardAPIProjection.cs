namespace Reeve.Kubernetes;

/// <summary>Fields of the pod within a projected volume.</summary>
public sealed record DownwardAPIProjection : KubernetesRecord
{
    /// <summary>The files.</summary>
    public IReadOnlyList<DownwardAPIVolumeFile> Items { get; init => field = value ?? []; } = [];
}
