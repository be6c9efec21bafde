namespace Reeve.Kubernetes;

/// <summary>Names an object of a known kind in the same namespace.</summary>
public sealed record LocalObjectReference : KubernetesRecord
{
    /// <summary>Name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";
}
