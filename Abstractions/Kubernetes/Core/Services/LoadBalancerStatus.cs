namespace Reeve.Kubernetes;

/// <summary>What was last observed of a load balancer.</summary>
public sealed record LoadBalancerStatus : KubernetesRecord
{
    /// <summary>Where traffic enters.</summary>
    public IReadOnlyList<LoadBalancerIngress> Ingress { get; init => field = value ?? []; } = [];
}
