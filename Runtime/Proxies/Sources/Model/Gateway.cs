using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Where routes attach (<c>gateway.networking.k8s.io/v1</c>).</summary>
internal sealed record Gateway() : KubernetesObject("gateway.networking.k8s.io/v1", "Gateway")
{
    /// <summary>What is wanted.</summary>
    public GatewaySpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What was last said of it.</summary>
    public GatewayStatus Status { get; init => field = value ?? new(); } = new();
}
