using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Paths of a host.</summary>
internal sealed record IngressHttp : KubernetesRecord
{
    /// <summary>Paths.</summary>
    public IReadOnlyList<IngressPath> Paths { get; init => field = value ?? []; } = [];
}
