namespace Reeve.Kubernetes;

/// <summary>Refers to a resource claim, by name or by template.</summary>
public sealed record PodResourceClaim : KubernetesRecord
{
    /// <summary>Name within the pod.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Name of a claim in the same namespace.</summary>
    public string? ResourceClaimName { get; init; }

    /// <summary>Name of a template from which a claim is made.</summary>
    public string? ResourceClaimTemplateName { get; init; }
}
