namespace Reeve.Kubernetes;

/// <summary>Why a container has not started.</summary>
public sealed record ContainerStateWaiting : KubernetesRecord
{
    /// <summary>Machine-readable cause; see <see cref="ContainerReasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>Human-readable detail.</summary>
    public string? Message { get; init; }
}
