namespace Reeve.Kubernetes;

/// <summary>Ports of the node's agent.</summary>
public sealed record NodeDaemonEndpoints : KubernetesRecord
{
    /// <summary>The agent's HTTPS API.</summary>
    public DaemonEndpoint? KubeletEndpoint { get; init; }
}
