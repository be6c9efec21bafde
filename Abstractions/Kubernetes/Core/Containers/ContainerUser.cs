namespace Reeve.Kubernetes;

/// <summary>User of a container's first process.</summary>
public sealed record ContainerUser : KubernetesRecord
{
    /// <summary>On Linux.</summary>
    public LinuxContainerUser? Linux { get; init; }
}
