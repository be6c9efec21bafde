namespace Reeve.Kubernetes;

/// <summary>What token is wanted.</summary>
public sealed record TokenRequestSpec : KubernetesRecord
{
    /// <summary>Whom the token is meant for.</summary>
    public IReadOnlyList<string> Audiences { get; init => field = value ?? []; } = [];

    /// <summary>Lifetime in seconds, at least 600; default 3600.</summary>
    public long? ExpirationSeconds { get; init; }

    /// <summary>Object whose deletion invalidates the token.</summary>
    public BoundObjectReference? BoundObjectRef { get; init; }
}
