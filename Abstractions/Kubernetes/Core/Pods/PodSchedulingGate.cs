namespace Reeve.Kubernetes;

/// <summary>Holds back scheduling until it is removed.</summary>
public sealed record PodSchedulingGate : KubernetesRecord
{
    /// <summary>Name of the gate.</summary>
    public string Name { get; init => field = value ?? ""; } = "";
}
