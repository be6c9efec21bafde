namespace Reeve.Kubernetes;

/// <summary>Scheduling constraints of a pod.</summary>
public sealed record Affinity : KubernetesRecord
{
    /// <summary>Which nodes.</summary>
    public NodeAffinity? NodeAffinity { get; init; }

    /// <summary>Near which pods.</summary>
    public PodAffinity? PodAffinity { get; init; }

    /// <summary>Away from which pods.</summary>
    public PodAntiAffinity? PodAntiAffinity { get; init; }
}
