namespace Reeve.Kubernetes;

/// <summary>Settings of session affinity.</summary>
public sealed record SessionAffinityConfig : KubernetesRecord
{
    /// <summary>Settings of affinity by client address.</summary>
    public ClientIPConfig? ClientIP { get; init; }
}
