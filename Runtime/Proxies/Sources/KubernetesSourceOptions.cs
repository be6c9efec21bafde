using System.Globalization;

namespace Reeve.Runtime.Proxies.Sources;

/// <summary>What of a Kubernetes cluster a proxy serves, and how. See docs/proxy.md.</summary>
public record KubernetesSourceOptions
{
    /// <summary>What the names of all that comes from the cluster begin with in the proxy's document, before a dash (RFC 1123 label, at most 16).</summary>
    /// <value><c>kube</c>.</value>
    public string Name { get; set; } = "kube";

    /// <summary>Addresses and host names by which clients reach the proxy: they are written to the status of what is served.</summary>
    public IReadOnlyList<string> Addresses { get; set; } = [];

    /// <summary>The namespace whose objects are served; null for all.</summary>
    public string? Namespace { get; set; }

    /// <summary>The address that listeners stand on; empty for all of the machine.</summary>
    public string Bind { get; set; } = "";

    /// <summary>The port of HTTP for Ingresses.</summary>
    /// <value>80.</value>
    public int HttpPort { get; set; } = 80;

    /// <summary>The port of HTTPS for Ingresses.</summary>
    /// <value>443.</value>
    public int HttpsPort { get; set; } = 443;

    /// <summary>The class (<c>spec.loadBalancerClass</c>) of Services that are served; null for those without one.</summary>
    public string? LoadBalancerClass { get; set; }

    /// <summary>The class of Ingresses that are served.</summary>
    /// <value><c>reeve</c>.</value>
    public string IngressClass { get; set; } = "reeve";

    /// <summary>Whether Ingresses without a class are served too.</summary>
    public bool IngressWithoutClass { get; set; }

    /// <summary>The class of Gateways whose HTTPRoutes are served.</summary>
    /// <value><c>reeve</c>.</value>
    public string GatewayClass { get; set; } = "reeve";

    /// <summary>Whether pods are reached at their own addresses (EndpointSlices) instead of at the node ports of their Service.</summary>
    public bool Pods { get; set; }

    /// <summary>Where a listener of a port stands.</summary>
    internal string ListenAt(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{(Bind.Contains(':', StringComparison.Ordinal) ? $"[{Bind}]" : Bind)}:{port}");
}
