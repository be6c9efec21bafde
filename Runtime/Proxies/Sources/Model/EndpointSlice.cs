using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>A part of the pods behind a service (<c>discovery.k8s.io/v1</c>; <c>v1beta1</c> before 1.21 says the same in what is read here).</summary>
internal sealed record EndpointSlice() : KubernetesObject("discovery.k8s.io/v1", "EndpointSlice")
{
    /// <summary>The label with the name of the service.</summary>
    public const string ServiceLabel = "kubernetes.io/service-name";

    /// <summary><c>IPv4</c>, <c>IPv6</c> or <c>FQDN</c>.</summary>
    public string AddressType { get; init => field = value ?? ""; } = "";

    /// <summary>Pods.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; init => field = value ?? []; } = [];

    /// <summary>Ports that all of them have.</summary>
    public IReadOnlyList<EndpointPort> Ports { get; init => field = value ?? []; } = [];
}
