namespace Reeve.Kubernetes;

/// <summary>A token of the pod's service account.</summary>
public sealed record ServiceAccountTokenProjection : KubernetesRecord
{
    /// <summary>Whom the token is meant for; default the API server.</summary>
    public string? Audience { get; init; }

    /// <summary>Lifetime in seconds, at least 600; default 3600.</summary>
    public long? ExpirationSeconds { get; init; }

    /// <summary>Relative path of the file.</summary>
    public string Path { get; init => field = value ?? ""; } = "";
}
