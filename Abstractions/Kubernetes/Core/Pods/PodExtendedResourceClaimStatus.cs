namespace Reeve.Kubernetes;

/// <summary>The claim made for extended resources.</summary>
public sealed record PodExtendedResourceClaimStatus : KubernetesRecord
{
    /// <summary>Which container asks for what.</summary>
    public IReadOnlyList<ContainerExtendedResourceRequest> RequestMappings { get; init => field = value ?? []; } = [];

    /// <summary>Name of the claim.</summary>
    public string ResourceClaimName { get; init => field = value ?? ""; } = "";
}
