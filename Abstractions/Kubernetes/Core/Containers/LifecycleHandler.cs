namespace Reeve.Kubernetes;

/// <summary>What a hook does; one is set.</summary>
public sealed record LifecycleHandler : KubernetesRecord
{
    /// <summary>Runs a command in the container.</summary>
    public ExecAction? Exec { get; init; }

    /// <summary>Asks over HTTP.</summary>
    public HTTPGetAction? HttpGet { get; init; }

    /// <summary>Deprecated; has no effect.</summary>
    public TCPSocketAction? TcpSocket { get; init; }

    /// <summary>Waits.</summary>
    public SleepAction? Sleep { get; init; }
}
