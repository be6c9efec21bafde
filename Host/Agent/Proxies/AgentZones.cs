using Reeve.Host.Configuration.Proxies;
using Reeve.Runtime.Proxies.Dns;
using Reeve.Runtime.Proxies.Dns.Cloudflare;
using Reeve.Runtime.Proxies.Dns.Updates;

namespace Reeve.Host.Agent.Proxies;

/// <summary>The zones that the agent changes, as one.</summary>
internal static class AgentZones
{
    /// <summary>Opens them; nothing is asked yet.</summary>
    /// <param name="configuration">What is configured.</param>
    /// <param name="owner">Whose records they are: its cluster part stays the same over restarts and is no other agent's.</param>
    /// <param name="parts">Takes what has to be released.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Null if there are none.</returns>
    /// <exception cref="ProviderException">A key cannot be used.</exception>
    public static IDnsProvider? Open(ProxyConfiguration configuration, Owner owner, PartStack parts, TimeProvider time)
    {
        var zones = new Dictionary<string, IDnsProvider>(StringComparer.OrdinalIgnoreCase);
        foreach (var plan in configuration.Dns)
        {
            zones[plan.Zone] = plan.Cloudflare is { } cloudflare
                ? parts.OwnDisposable(new CloudflareProvider(cloudflare, owner.Cluster, time))
                : new UpdateProvider(plan.Update!, owner.Cluster, time);
        }

        return zones.Count == 0 ? null : new DnsZones(zones);
    }
}
