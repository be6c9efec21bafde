using Reeve.Runtime.Proxies.Dns.Cloudflare;
using Reeve.Runtime.Proxies.Dns.Updates;

namespace Reeve.Host.Configuration.Proxies;

/// <summary>A zone that the agent changes, by one of two ways.</summary>
internal sealed record DnsPlan
{
    /// <summary>Its name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>By Cloudflare's API.</summary>
    public CloudflareOptions? Cloudflare { get; init; }

    /// <summary>By dynamic updates.</summary>
    public UpdateOptions? Update { get; init; }

    /// <summary>The zone.</summary>
    public string Zone => Cloudflare?.Zone ?? Update!.Zone;
}
