namespace Reeve.Kubernetes;

/// <summary>State of a container; at most one is set, none means waiting.</summary>
public sealed record ContainerState : KubernetesRecord
{
    /// <summary>It has not started.</summary>
    public ContainerStateWaiting? Waiting { get; init; }

    /// <summary>It runs.</summary>
    public ContainerStateRunning? Running { get; init; }

    /// <summary>It has ended.</summary>
    public ContainerStateTerminated? Terminated { get; init; }
}
