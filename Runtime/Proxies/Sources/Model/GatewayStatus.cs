using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>What is said of a gateway.</summary>
internal sealed record GatewayStatus : KubernetesRecord
{
    /// <summary>Where it is reached.</summary>
    public IReadOnlyList<GatewayAddress> Addresses { get; init => field = value ?? []; } = [];

    /// <summary>Conditions.</summary>
    public IReadOnlyList<Condition> Conditions { get; init => field = value ?? []; } = [];
}
