namespace Reeve.Kubernetes;

/// <summary>Membership in a pod group of a workload.</summary>
public sealed record WorkloadReference : KubernetesRecord
{
    /// <summary>Name of the workload.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the pod group within the workload.</summary>
    public string PodGroup { get; init => field = value ?? ""; } = "";

    /// <summary>Replica of the pod group.</summary>
    public string? PodGroupReplicaKey { get; init; }
}
