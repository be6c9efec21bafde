namespace Reeve.Kubernetes;

/// <summary>A Secret within a projected volume.</summary>
public sealed record SecretProjection : KubernetesRecord
{
    /// <summary>Name of the Secret.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Keys to show; empty shows all.</summary>
    public IReadOnlyList<KeyToPath> Items { get; init => field = value ?? []; } = [];

    /// <summary>Whether the Secret and its keys may be missing.</summary>
    public bool? Optional { get; init; }
}
