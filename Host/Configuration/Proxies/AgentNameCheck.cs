using System.Net;
using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Proxies.Dns;
using Reeve.Runtime.Validation;

namespace Reeve.Host.Configuration.Proxies;

/// <summary>Checks the section <c>agent</c>, and says what it leaves open: which proxy, which authority.</summary>
internal static class AgentNameCheck
{
    private const string NoAuthority = "none";

    /// <summary>Completes what is known of proxies.</summary>
    public static ProxyConfiguration Complete(
        ProxyConfiguration known, AgentSettings agent, IReadOnlyDictionary<string, SettingSource> sources, List<ConfigurationError> errors)
    {
        Require("addresses", agent.Addresses.All(static address => IPAddress.TryParse(address, out _)), $"takes IP addresses; \"{agent.Addresses.FirstOrDefault(static address => !IPAddress.TryParse(address, out _))}\" is none.");
        Require("challenge", CertificateEntry.ChallengeOf(agent.Challenge) is not ChallengeKind.Unknown, "takes http-01, tls-alpn-01 or dns-01.");
        Require("ttl", agent.Ttl.Length >= TimeSpan.FromSeconds(1), "is at least a second.");
        if (agent.Fqdn is not { } name)
        {
            // What is set to its default says nothing: "reeve config show" writes everything.
            foreach (var source in sources.Values.Where(static source => source.Setting.Key.StartsWith("agent.", StringComparison.Ordinal)).Where(source => !IsDefault(source.Setting, agent)))
            {
                errors.Add(source.Error($"{source.Setting.Key} needs agent.fqdn, the name that it is about."));
            }

            return known;
        }

        Require("fqdn", name.Contains('.', StringComparison.Ordinal) && DnsName.IsSubdomain(name), "is a full name in lower case, such as edge.example.org.");
        Require("fqdn", known.Dns.Any(zone => DnsZones.Contains(name, zone.Zone)), $"needs a provider in dns whose zone holds {name}.");
        Require("proxy", agent.Proxy is null || known.Plans.Any(plan => plan.Name == agent.Proxy), $"names no proxy of proxies: {agent.Proxy}.");
        Require(
            "authority",
            agent.Authority is null or NoAuthority || known.Authorities.ContainsKey(agent.Authority),
            $"names no authority of certificates.authorities: {agent.Authority}.");
        var proxy = agent.Proxy ?? (known.Plans.Count == 1 ? known.Plans[0].Name : null);
        var authority = agent.Authority switch
        {
            NoAuthority => null,
            null => known.Authorities.Count == 1 ? known.Authorities.Keys.First() : null,
            var given => given,
        };
        Require("authority", agent.Authority is null || authority is null || proxy is not null, "orders a certificate that a proxy serves; name it in agent.proxy.");
        return known with { NameProxy = authority is null ? null : proxy, NameAuthority = proxy is null ? null : authority };

        void Require(string key, bool holds, string message)
        {
            if (!holds && sources.GetValueOrDefault($"agent.{key}") is { } source)
            {
                errors.Add(source.Error($"agent.{key} {message}"));
            }
        }
    }

    private static bool IsDefault(Setting setting, AgentSettings agent) =>
        ConfigurationText.Show(setting, new HostOptions { Agent = agent }) == ConfigurationText.Show(setting, new HostOptions());
}
