namespace Reeve.Kubernetes;

/// <summary>How a container ended.</summary>
public sealed record ContainerStateTerminated : KubernetesRecord
{
    /// <summary>Exit code; 128 plus the signal when one ended it.</summary>
    public int ExitCode { get; init; }

    /// <summary>Signal that ended it.</summary>
    public int? Signal { get; init; }

    /// <summary>Machine-readable cause; see <see cref="ContainerReasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>Termination message.</summary>
    public string? Message { get; init; }

    /// <summary>When it was started.</summary>
    public Time? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public Time? FinishedAt { get; init; }

    /// <summary><c>type://id</c>, as the runtime names it.</summary>
    public string? ContainerID { get; init; }
}
