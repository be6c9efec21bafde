namespace Reeve.Kubernetes;

/// <summary>A whole set of environment variables.</summary>
public sealed record EnvFromSource : KubernetesRecord
{
    /// <summary>Put before each name.</summary>
    public string? Prefix { get; init; }

    /// <summary>From a ConfigMap.</summary>
    public ConfigMapEnvSource? ConfigMapRef { get; init; }

    /// <summary>From a Secret.</summary>
    public SecretEnvSource? SecretRef { get; init; }
}
