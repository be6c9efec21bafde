namespace Reeve.Kubernetes;

/// <summary>A ConfigMap within a projected volume.</summary>
public sealed record ConfigMapProjection : KubernetesRecord
{
    /// <summary>Name of the ConfigMap.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Keys to show; empty shows all.</summary>
    public IReadOnlyList<KeyToPath> Items { get; init => field = value ?? []; } = [];

    /// <summary>Whether the ConfigMap and its keys may be missing.</summary>
    public bool? Optional { get; init; }
}
