namespace Reeve.Kubernetes;

/// <summary>Refers to an entry of the pod's <c>resourceClaims</c>.</summary>
public sealed record ResourceClaim : KubernetesRecord
{
    /// <summary>Name of the entry.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Request within the claim; null is all of it.</summary>
    public string? Request { get; init; }
}
