using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Where an ingress is reached.</summary>
internal sealed record IngressStatus : KubernetesRecord
{
    /// <summary>The load balancer.</summary>
    public LoadBalancerStatus? LoadBalancer { get; init; }
}
