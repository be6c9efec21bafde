namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>When an authority wants a certificate renewed (RFC 9773, 4.2).</summary>
internal sealed record RenewalInfoResource
{
    public required RenewalWindow SuggestedWindow { get; init; }

    /// <summary>A page that says why, if it is earlier than usual.</summary>
    public string? ExplanationUrl { get; init; }
}
