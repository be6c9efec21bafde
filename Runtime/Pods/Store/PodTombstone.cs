namespace Reeve.Runtime.Pods.Store;

/// <summary>Says that a pod is to go; on disk until nothing of it is left.</summary>
internal sealed record PodTombstone
{
    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>How long the pod may take to stop, in seconds.</summary>
    public double GraceSeconds { get; init; }
}
