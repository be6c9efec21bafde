namespace Reeve.Kubernetes;

/// <summary>Asks the gRPC health service.</summary>
public sealed record GRPCAction : KubernetesRecord
{
    /// <summary>Number of the port.</summary>
    public int Port { get; init; }

    /// <summary>Name of the service to ask for.</summary>
    public string? Service { get; init; }
}
