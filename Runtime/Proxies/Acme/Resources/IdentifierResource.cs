namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>What a certificate is for: a DNS name or an address (RFC 8555, 9.7.7; RFC 8738).</summary>
internal sealed record IdentifierResource
{
    public required string Type { get; init; }

    public required string Value { get; init; }
}
