namespace Reeve.Kubernetes;

/// <summary>Nodes from which a volume can be reached.</summary>
public sealed record VolumeNodeAffinity : KubernetesRecord
{
    /// <summary>What a node must fulfil.</summary>
    public NodeSelector? Required { get; init; }
}
