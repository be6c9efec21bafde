using Reeve.Runtime.Proxies.Acme;

namespace Reeve.Host.Configuration.Proxies;

/// <summary>What the configuration says of proxies, checked.</summary>
internal sealed record ProxyConfiguration
{
    /// <summary>Proxies.</summary>
    public IReadOnlyList<ProxyPlan> Plans { get; init; } = [];

    /// <summary>Authorities by name.</summary>
    public IReadOnlyDictionary<string, AcmeOptions> Authorities { get; init; } = new Dictionary<string, AcmeOptions>();

    /// <summary>Zones.</summary>
    public IReadOnlyList<DnsPlan> Dns { get; init; } = [];

    /// <summary>The authority of the certificate for the agent's own name; null for no certificate.</summary>
    public string? NameAuthority { get; init; }

    /// <summary>The proxy that serves it; null for none.</summary>
    public string? NameProxy { get; init; }
}
