namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>Whether an account may have certificates for a name (RFC 8555, 7.1.4).</summary>
internal sealed record AuthorizationResource
{
    public required string Status { get; init; }

    public required IdentifierResource Identifier { get; init; }

    public bool Wildcard { get; init; }

    public IReadOnlyList<ChallengeResource> Challenges { get; set; } = [];
}
