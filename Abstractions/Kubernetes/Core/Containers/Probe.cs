namespace Reeve.Kubernetes;

/// <summary>A periodic check of a container; one handler is set.</summary>
public sealed record Probe : KubernetesRecord
{
    /// <summary>Runs a command in the container.</summary>
    public ExecAction? Exec { get; init; }

    /// <summary>Asks over HTTP.</summary>
    public HTTPGetAction? HttpGet { get; init; }

    /// <summary>Opens a TCP connection.</summary>
    public TCPSocketAction? TcpSocket { get; init; }

    /// <summary>Asks the gRPC health service.</summary>
    public GRPCAction? Grpc { get; init; }

    /// <summary>Seconds from the container's start to the first check; default 0.</summary>
    public int? InitialDelaySeconds { get; init; }

    /// <summary>Seconds until a check counts as failed; default 1.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>Seconds between checks; default 10.</summary>
    public int? PeriodSeconds { get; init; }

    /// <summary>Successes in a row that count; default 1.</summary>
    public int? SuccessThreshold { get; init; }

    /// <summary>Failures in a row that count; default 3.</summary>
    public int? FailureThreshold { get; init; }

    /// <summary>Grace in seconds when this probe ends the container; null takes the pod's.</summary>
    public long? TerminationGracePeriodSeconds { get; init; }
}
