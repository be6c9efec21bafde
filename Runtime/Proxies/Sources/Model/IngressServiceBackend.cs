using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>A port of a service.</summary>
internal sealed record IngressServiceBackend : KubernetesRecord
{
    /// <summary>The service.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Its port.</summary>
    public ServiceBackendPort? Port { get; init; }
}
