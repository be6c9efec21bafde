namespace Reeve.Kubernetes;

/// <summary>Since when a container runs.</summary>
public sealed record ContainerStateRunning : KubernetesRecord
{
    /// <summary>When it was last started.</summary>
    public Time? StartedAt { get; init; }
}
