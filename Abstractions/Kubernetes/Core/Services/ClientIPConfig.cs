namespace Reeve.Kubernetes;

/// <summary>Settings of affinity by client address.</summary>
public sealed record ClientIPConfig : KubernetesRecord
{
    /// <summary>Seconds an assignment lasts; default 10800.</summary>
    public int? TimeoutSeconds { get; init; }
}
