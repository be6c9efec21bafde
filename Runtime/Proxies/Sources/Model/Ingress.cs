using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Routes by host and path to services (<c>networking.k8s.io/v1</c>).</summary>
internal sealed record Ingress() : KubernetesObject("networking.k8s.io/v1", "Ingress")
{
    /// <summary>What is wanted.</summary>
    public IngressSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>Where it is reached.</summary>
    public IngressStatus Status { get; init => field = value ?? new(); } = new();
}
