namespace Reeve.Kubernetes;

/// <summary>A series of like events.</summary>
public sealed record EventSeries : KubernetesRecord
{
    /// <summary>How often it happened.</summary>
    public int? Count { get; init; }

    /// <summary>When it last happened.</summary>
    public MicroTime? LastObservedTime { get; init; }
}
