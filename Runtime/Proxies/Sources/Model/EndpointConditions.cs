using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>The state of a pod behind a service.</summary>
internal sealed record EndpointConditions : KubernetesRecord
{
    /// <summary>Whether it takes traffic.</summary>
    public bool? Ready { get; init; }
}
