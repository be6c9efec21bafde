namespace Reeve.Kubernetes;

/// <summary>Names a condition that must be True for readiness.</summary>
public sealed record PodReadinessGate : KubernetesRecord
{
    /// <summary>Type of the condition.</summary>
    public string ConditionType { get; init => field = value ?? ""; } = "";
}
