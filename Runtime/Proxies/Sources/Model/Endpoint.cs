using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>A pod behind a service.</summary>
internal sealed record Endpoint : KubernetesRecord
{
    /// <summary>Addresses that stand for one another.</summary>
    public IReadOnlyList<string> Addresses { get; init => field = value ?? []; } = [];

    /// <summary>Its state.</summary>
    public EndpointConditions? Conditions { get; init; }

    /// <summary>The node; <c>v1beta1</c> has it in <see cref="Topology"/>.</summary>
    public string? NodeName { get; init; }

    /// <summary>Labels of the node in <c>v1beta1</c>.</summary>
    public IReadOnlyDictionary<string, string>? Topology { get; init; }

    /// <summary>Whether it takes traffic; not stated is yes.</summary>
    public bool IsReady => Conditions?.Ready != false;

    /// <summary>The node that it is on.</summary>
    public string? Node => NodeName ?? Topology?.GetValueOrDefault("kubernetes.io/hostname");
}
