namespace Reeve.Kubernetes;

/// <summary>Swap space of a node.</summary>
public sealed record NodeSwapStatus : KubernetesRecord
{
    /// <summary>Bytes.</summary>
    public long? Capacity { get; init; }
}
