namespace Reeve.Kubernetes;

/// <summary>Opens a TCP connection.</summary>
public sealed record TCPSocketAction : KubernetesRecord
{
    /// <summary>Number or name of the port.</summary>
    public IntOrString Port { get; init; }

    /// <summary>Host; default the pod's IP address.</summary>
    public string? Host { get; init; }
}
