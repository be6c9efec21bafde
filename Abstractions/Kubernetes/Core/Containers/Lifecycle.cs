namespace Reeve.Kubernetes;

/// <summary>Hooks of a container.</summary>
public sealed record Lifecycle : KubernetesRecord
{
    /// <summary>Runs right after the start; its failure ends the container.</summary>
    public LifecycleHandler? PostStart { get; init; }

    /// <summary>Runs before the container is asked to end, within the grace period.</summary>
    public LifecycleHandler? PreStop { get; init; }

    /// <summary>Signal that asks the container to end, such as <c>SIGTERM</c>; null takes the image's.</summary>
    public string? StopSignal { get; init; }
}
