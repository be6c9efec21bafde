using System.Text.Json.Nodes;
using Reeve.Host.Proxies;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Dns;
using Reeve.Runtime.Proxies.Sources;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Configuration.Proxies;

/// <summary>Reads the sections <c>proxies</c>, <c>certificates</c>, <c>dns</c> and <c>agent</c>.</summary>
/// <param name="options">All settings.</param>
/// <param name="sources">Where they were written.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class ProxyPlans(HostOptions options, IReadOnlyDictionary<string, SettingSource> sources, List<ConfigurationError> errors)
{
    private const string Proxies = "proxies";
    private const string Authorities = "certificates.authorities";
    private const string Zones = "dns";

    /// <summary>Reads them.</summary>
    public static ProxyConfiguration Read(HostOptions options, IReadOnlyDictionary<string, SettingSource> sources, List<ConfigurationError> errors) =>
        new ProxyPlans(options, sources, errors).Read();

    private ProxyConfiguration Read()
    {
        var dns = options.Dns.Select(entry => ReadZone(entry.Key, entry.Value)).OfType<DnsPlan>().ToList();
        var authorities = new Dictionary<string, AcmeOptions>(StringComparer.Ordinal);
        foreach (var (name, entry) in options.Certificates.Authorities)
        {
            if (!name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            {
                errors.Add(sources[Authorities].Error($"{Authorities} takes names of letters, digits and dashes; \"{name}\" is none.", PlaceOf(Authorities, name)));
            }

            if (ReaderOf(Authorities).Read(entry, PlaceOf(Authorities, name), $"{Authorities}.{name}", "authority", ProxyEntryJson.Default.AcmeOptions) is { } authority)
            {
                authorities[name] = authority;
            }
        }

        var known = new ProxyConfiguration { Authorities = authorities, Dns = dns };
        var plans = options.Proxies.Select((entry, index) => ReadProxy(entry, $"[{index}]", known)).OfType<ProxyPlan>().ToList();
        foreach (var twice in plans.GroupBy(static plan => plan.Name).Where(static group => group.Count() > 1))
        {
            errors.Add(sources[Proxies].Error($"Two of proxies have the name {twice.Key}; each needs its own."));
        }

        return AgentNameCheck.Complete(known with { Plans = plans }, options.Agent, sources, errors);
    }

    private ProxyPlan? ReadProxy(JsonObject written, string index, ProxyConfiguration known)
    {
        var (reader, node, path) = (ReaderOf(Proxies), PlaceOf(Proxies, index), Proxies + index);
        if (reader.Read(written, node, path, "proxy", ProxyEntryJson.Default.ProxyEntry) is not { } entry)
        {
            return null;
        }

        var certificates = entry.Certificates.Select(static certificate => certificate.ToOptions()).ToList();
        foreach (var error in CertificatesValidator.Validate(new CertificatesOptions { Authorities = known.Authorities, Certificates = certificates }).Where(static error => error.Field.StartsWith("certificates", StringComparison.Ordinal)))
        {
            reader.Add(node, path, error);
        }

        foreach (var (certificate, place) in certificates.Select(static (certificate, place) => (certificate, place)).Where(static pair => pair.certificate.Challenge is ChallengeKind.Dns))
        {
            foreach (var name in certificate.Names.Where(name => !known.Dns.Any(zone => DnsZones.Contains(name, zone.Zone))))
            {
                reader.Add(node, path, new FieldError { Field = $"certificates[{place}].challenge", Message = $"Invalid value: \"dns-01\": no provider in dns has the zone of {name}" });
            }
        }

        foreach (var error in entry.Kubernetes is { } kubernetes ? KubernetesSourceRules.Problems(kubernetes) : [])
        {
            reader.Add(node, path, error with { Field = $"kubernetes.{error.Field}" });
        }

        if (entry.Kubernetes is { Cluster: { } cluster } own && (own.Kubeconfig is not null || own.Context is not null || !options.Clusters.Any(one => one["name"]?.ToString() == cluster)))
        {
            reader.Add(node, path, new FieldError { Field = "kubernetes.cluster", Message = $"Invalid value: \"{cluster}\": must be one of clusters, without kubeconfig and context" });
        }

        return new ProxyPlan
        {
            Name = entry.Name, Provider = entry.Provider, Options = entry.Options, Initial = ReadInitial(reader, node, path, entry), Certificates = certificates, Kubernetes = entry.Kubernetes,
        };
    }

    private static ProxySpec? ReadInitial(EntryReader reader, YamlNode node, string path, ProxyEntry entry)
    {
        try
        {
            var spec = entry switch
            {
                { Initial: not null, InitialFile: not null } => throw new ProviderException(ErrorReason.Invalid, "Forbidden: initial and initialFile say the same; leave one of them out") { Field = "initialFile" },
                { Initial: { } document } => ProxyDocumentText.Read(document),
                { InitialFile: { } file } => ProxyDocumentText.Read(File.ReadAllText(file), file).Spec,
                _ => null,
            };
            foreach (var error in spec is null ? [] : ProxySpecValidator.Validate(spec))
            {
                reader.Add(node, path, error with { Field = $"{(entry.Initial is null ? "initialFile" : "initial")}.{error.Field}" });
            }

            return spec;
        }
        catch (Exception e) when (e is ProviderException or IOException or UnauthorizedAccessException)
        {
            reader.Add(node, path, new FieldError { Field = entry.Initial is null || entry.InitialFile is not null ? "initialFile" : "initial", Message = e.Message });
            return null;
        }
    }

    private DnsPlan? ReadZone(string name, JsonObject entry)
    {
        var (reader, node, path) = (ReaderOf(Zones), PlaceOf(Zones, name), $"{Zones}.{name}");
        switch (entry["type"]?.ToString())
        {
            case "cloudflare" when reader.Read(entry, node, path, "cloudflare", ProxyEntryJson.Default.CloudflareOptions) is { } cloudflare:
                if (cloudflare.TokenFile.Length == 0 == cloudflare.TokenVariable is null)
                {
                    reader.Add(node, path, new FieldError { Field = "tokenFile", Message = "Required value: one of tokenFile and tokenVariable" });
                }

                return new DnsPlan { Name = name, Cloudflare = cloudflare };
            case "rfc2136" when reader.Read(entry, node, path, "rfc2136", ProxyEntryJson.Default.UpdateOptions) is { } update:
                return new DnsPlan { Name = name, Update = update };
            case "cloudflare" or "rfc2136":
                return null;
            default:
                reader.Add(node, path, new FieldError { Field = "type", Message = "Required value: cloudflare or rfc2136" });
                return null;
        }
    }

    private EntryReader ReaderOf(string key) => new(sources[key], errors);

    private YamlNode PlaceOf(string key, string entry) => YamlPlaces.Find(sources[key].Node, entry);
}
