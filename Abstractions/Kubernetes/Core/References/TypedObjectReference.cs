namespace Reeve.Kubernetes;

/// <summary>Names an object of any kind in any namespace.</summary>
public sealed record TypedObjectReference : KubernetesRecord
{
    /// <summary>API group; null is the core group.</summary>
    public string? ApiGroup { get; init; }

    /// <summary>Kind.</summary>
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>Name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Namespace; null is the same.</summary>
    public string? Namespace { get; init; }
}
