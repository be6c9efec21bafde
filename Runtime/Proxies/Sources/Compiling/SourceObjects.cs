using Reeve.Kubernetes;
using Reeve.Runtime.Proxies.Sources.Model;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>What is there in a cluster that matters to a proxy.</summary>
internal sealed record SourceObjects
{
    /// <summary>Services.</summary>
    public IReadOnlyCollection<Service> Services { get; init; } = [];

    /// <summary>Parts of the pods behind them.</summary>
    public IReadOnlyCollection<EndpointSlice> Slices { get; init; } = [];

    /// <summary>Nodes.</summary>
    public IReadOnlyCollection<Node> Nodes { get; init; } = [];

    /// <summary>Ingresses.</summary>
    public IReadOnlyCollection<Ingress> Ingresses { get; init; } = [];

    /// <summary>Gateways; none where the cluster does not know them.</summary>
    public IReadOnlyCollection<Gateway> Gateways { get; init; } = [];

    /// <summary>Their routes.</summary>
    public IReadOnlyCollection<HttpRoute> Routes { get; init; } = [];

    /// <summary>Secrets with certificates.</summary>
    public IReadOnlyCollection<Secret> Secrets { get; init; } = [];
}
