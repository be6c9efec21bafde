namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>Asks for a certificate (RFC 8555, 7.4).</summary>
internal sealed record OrderRequest
{
    public required IReadOnlyList<IdentifierResource> Identifiers { get; init; }

    /// <summary>The certificate that it takes the place of (RFC 9773, 5).</summary>
    public string? Replaces { get; init; }

    public string? Profile { get; init; }
}
