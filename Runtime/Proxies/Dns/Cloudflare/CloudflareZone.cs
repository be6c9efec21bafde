namespace Reeve.Runtime.Proxies.Dns.Cloudflare;

/// <summary>A zone.</summary>
internal sealed record CloudflareZone
{
    public required string Id { get; init; }

    public required string Name { get; init; }
}
