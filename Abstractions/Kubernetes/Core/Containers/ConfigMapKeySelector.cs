namespace Reeve.Kubernetes;

/// <summary>A key of a ConfigMap.</summary>
public sealed record ConfigMapKeySelector : KubernetesRecord
{
    /// <summary>Name of the ConfigMap.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Key in it.</summary>
    public string Key { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it may be missing.</summary>
    public bool? Optional { get; init; }
}
