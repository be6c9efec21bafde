namespace Reeve.Kubernetes;

/// <summary>Where an environment variable's value comes from; one is set.</summary>
public sealed record EnvVarSource : KubernetesRecord
{
    /// <summary>A field of the pod.</summary>
    public ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>A request or limit of a container.</summary>
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    /// <summary>A key of a ConfigMap.</summary>
    public ConfigMapKeySelector? ConfigMapKeyRef { get; init; }

    /// <summary>A key of a Secret.</summary>
    public SecretKeySelector? SecretKeyRef { get; init; }

    /// <summary>A key of an environment file in a volume.</summary>
    public FileKeySelector? FileKeyRef { get; init; }
}
