namespace Reeve.Kubernetes;

/// <summary>An identity for pods.</summary>
public sealed record ServiceAccount() : KubernetesObject("v1", "ServiceAccount")
{
    /// <summary>Secrets pods of this account may use.</summary>
    public IReadOnlyList<ObjectReference> Secrets { get; init => field = value ?? []; } = [];

    /// <summary>Secrets for pulling images.</summary>
    public IReadOnlyList<LocalObjectReference> ImagePullSecrets { get; init => field = value ?? []; } = [];

    /// <summary>Whether pods get a token; default true.</summary>
    public bool? AutomountServiceAccountToken { get; init; }
}
