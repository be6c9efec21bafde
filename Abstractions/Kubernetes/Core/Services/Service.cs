namespace Reeve.Kubernetes;

/// <summary>A name and address for a set of pods.</summary>
public sealed record Service() : KubernetesObject("v1", "Service")
{
    /// <summary>What is wanted.</summary>
    public ServiceSpec Spec { get; init => field = value ?? Blank<ServiceSpec>.Value; } = Blank<ServiceSpec>.Value;

    /// <summary>What was last observed.</summary>
    public ServiceStatus Status { get; init => field = value ?? Blank<ServiceStatus>.Value; } = Blank<ServiceStatus>.Value;
}
