namespace Reeve.Kubernetes;

/// <summary>The token that was made. It must not be logged.</summary>
public sealed record TokenRequestStatus : KubernetesRecord
{
    /// <summary>The token.</summary>
    public string Token { get; init => field = value ?? ""; } = "";

    /// <summary>When it expires.</summary>
    public Time? ExpirationTimestamp { get; init; }
}
