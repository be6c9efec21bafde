namespace Reeve.Testing.Pebble;

/// <summary>What a certificate authority of a test is like.</summary>
public sealed record PebbleOptions
{
    /// <summary>How many of a hundred good nonces it refuses.</summary>
    public int NonceRejections { get; init; } = 15;

    /// <summary>How many of a hundred valid authorizations it takes for further orders.</summary>
    public int AuthorizationReuse { get; init; } = 50;

    /// <summary>How long its certificates are valid; null for five years.</summary>
    public TimeSpan? Validity { get; init; }

    /// <summary>The identifier of the one external account that it takes; null if it wants none.</summary>
    public string? ExternalKeyId { get; init; }

    /// <summary>That account's key in base64url.</summary>
    public string ExternalKey { get; init; } = "";

    /// <summary>The DNS server that it asks, as <c>address:port</c>; null for one of its own.</summary>
    public string? Dns { get; init; }
}
