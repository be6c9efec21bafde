namespace Reeve.Kubernetes;

/// <summary>What a runtime handler can do.</summary>
public sealed record NodeRuntimeHandlerFeatures : KubernetesRecord
{
    /// <summary>Recursive read-only mounts.</summary>
    public bool? RecursiveReadOnlyMounts { get; init; }

    /// <summary>User namespaces.</summary>
    public bool? UserNamespaces { get; init; }
}
