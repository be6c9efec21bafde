namespace Reeve.Kubernetes;

/// <summary>The claim made for an entry of <c>resourceClaims</c>.</summary>
public sealed record PodResourceClaimStatus : KubernetesRecord
{
    /// <summary>Name of the entry.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the claim; null if none was needed.</summary>
    public string? ResourceClaimName { get; init; }
}
