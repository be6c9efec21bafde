using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>A path, and where it goes.</summary>
internal sealed record IngressPath : KubernetesRecord
{
    /// <summary>The path.</summary>
    public string? Path { get; init; }

    /// <summary><c>Exact</c>, <c>Prefix</c> or <c>ImplementationSpecific</c>.</summary>
    public string? PathType { get; init; }

    /// <summary>Where it goes.</summary>
    public IngressBackend? Backend { get; init; }
}
