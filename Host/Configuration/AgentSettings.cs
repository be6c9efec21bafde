namespace Reeve.Host.Configuration;

/// <summary>Settings of the agent's own name.</summary>
internal sealed record AgentSettings
{
    /// <summary>The name.</summary>
    [Setting(
        "The name under which this machine is reached, such as `edge.example.org`. The agent keeps its A and AAAA records, at its start and whenever an address changes, "
        + "through the provider in `dns` whose zone holds the name. `reeve proxy name remove` takes them away; nothing else does.")]
    public string? Fqdn { get; init; }

    /// <summary>Addresses.</summary>
    [Setting("IP addresses that the name leads to.", Default = "what `agent.addressSource` finds")]
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Where addresses are found.</summary>
    [Setting(
        "Where addresses are found that are not given: `interfaces` for those from which this machine sends to others, `metadata` for the public one that the cloud's "
        + "metadata service at 169.254.169.254 knows: a floating IP.")]
    public AddressSource AddressSource { get; init; } = AddressSource.Interfaces;

    /// <summary>The interface.</summary>
    [Setting("The network interface whose addresses count.", Default = "the one that leads to others")]
    public string? Interface { get; init; }

    /// <summary>Time to live.</summary>
    [Setting("How long others may keep the records.")]
    public Duration Ttl { get; init; } = new(TimeSpan.FromMinutes(5));

    /// <summary>The proxy.</summary>
    [Setting("The proxy that serves the certificate of that name, as its default one.", Default = "the only one of `proxies`")]
    public string? Proxy { get; init; }

    /// <summary>The authority.</summary>
    [Setting("The authority in `certificates.authorities` that this certificate is ordered from; `none` for no certificate.", Default = "the only one; none if there are several")]
    public string? Authority { get; init; }

    /// <summary>The challenge.</summary>
    [Setting("How the authority is shown that the name is this machine's: `http-01`, `tls-alpn-01` or `dns-01`.")]
    public string Challenge { get; init; } = "dns-01";
}
