using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>What is wanted of a gateway.</summary>
internal sealed record GatewaySpec : KubernetesRecord
{
    /// <summary>Whose it is.</summary>
    public string GatewayClassName { get; init => field = value ?? ""; } = "";

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<GatewayListener> Listeners { get; init => field = value ?? []; } = [];
}
