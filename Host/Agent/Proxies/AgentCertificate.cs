using Reeve.Host.Configuration;
using Reeve.Host.Configuration.Proxies;
using Reeve.Runtime.Proxies.Certificates;

namespace Reeve.Host.Agent.Proxies;

/// <summary>The certificate for the agent's own name.</summary>
internal static class AgentCertificate
{
    /// <summary>Its name among those of a proxy.</summary>
    public const string Name = "agent.fqdn"; // no configured one can have it: a dot

    /// <summary>The certificates of a proxy, with this one where it is that proxy's.</summary>
    public static IReadOnlyList<CertificateOptions> AddTo(ProxyPlan plan, LoadedConfiguration configuration)
    {
        var agent = configuration.Options.Agent;
        return configuration.Proxies is { NameAuthority: { } authority, NameProxy: { } proxy } && proxy == plan.Name && agent.Fqdn is { } fqdn
            ?
            [
                .. plan.Certificates,
                new CertificateOptions
                {
                    Name = Name,
                    Names = [fqdn],
                    Authority = authority,
                    Challenge = CertificateEntry.ChallengeOf(agent.Challenge),
                    Default = !plan.Certificates.Any(static certificate => certificate.Default),
                },
            ]
            : plan.Certificates;
    }
}
