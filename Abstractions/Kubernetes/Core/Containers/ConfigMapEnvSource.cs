namespace Reeve.Kubernetes;

/// <summary>A ConfigMap as a set of environment variables.</summary>
public sealed record ConfigMapEnvSource : KubernetesRecord
{
    /// <summary>Name of the ConfigMap.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it may be missing.</summary>
    public bool? Optional { get; init; }
}
