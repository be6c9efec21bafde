namespace Reeve.Kubernetes;

/// <summary>What was last observed of a service.</summary>
public sealed record ServiceStatus : KubernetesRecord
{
    /// <summary>The load balancer.</summary>
    public LoadBalancerStatus? LoadBalancer { get; init; }

    /// <summary>Conditions.</summary>
    public IReadOnlyList<Condition> Conditions { get; init => field = value ?? []; } = [];
}
