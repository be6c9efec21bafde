namespace Reeve.Clusters;

/// <summary>Which kubeconfig is wanted.</summary>
public sealed record KubeconfigRequest
{
    /// <summary>User of the certificate; null for the administrator.</summary>
    public string? User { get; init; }

    /// <summary>Groups of the certificate.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>How long it is valid; null for the distribution's default.</summary>
    public TimeSpan? Lifetime { get; init; }
}
