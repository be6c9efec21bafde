namespace Reeve.Kubernetes;

/// <summary>A container's extended resource and the claim's request for it.</summary>
public sealed record ContainerExtendedResourceRequest : KubernetesRecord
{
    /// <summary>Name of the container.</summary>
    public string ContainerName { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the extended resource.</summary>
    public string ResourceName { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the request within the claim.</summary>
    public string RequestName { get; init => field = value ?? ""; } = "";
}
