namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>Asks for an order's certificate to be issued (RFC 8555, 7.4).</summary>
internal sealed record FinalizeRequest
{
    /// <summary>The certificate request in DER, in base64url.</summary>
    public required string Csr { get; init; }
}
