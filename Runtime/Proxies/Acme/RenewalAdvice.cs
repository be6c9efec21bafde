namespace Reeve.Runtime.Proxies.Acme;

/// <summary>When an authority wants a certificate renewed (RFC 9773, 4.2).</summary>
public sealed record RenewalAdvice
{
    /// <summary>From when.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Until when.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>When to ask again; null for the usual six hours.</summary>
    public TimeSpan? AskAgainAfter { get; init; }

    /// <summary>A page that says why, if there is a reason.</summary>
    public string? ExplanationUrl { get; init; }
}
