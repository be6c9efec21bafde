using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>An address of a gateway.</summary>
internal sealed record GatewayAddress : KubernetesRecord
{
    /// <summary><c>IPAddress</c> or <c>Hostname</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The address.</summary>
    public string Value { get; init => field = value ?? ""; } = "";
}
