namespace Reeve.Runtime.Proxies.Dns.Cloudflare;

/// <summary>A record.</summary>
internal sealed record CloudflareRecord
{
    /// <summary>Null when it is to be made.</summary>
    public string? Id { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public required string Content { get; init; }

    /// <summary>Seconds; 1 is for automatic.</summary>
    public int Ttl { get; set; } = 1;

    public string? Comment { get; init; }
}
