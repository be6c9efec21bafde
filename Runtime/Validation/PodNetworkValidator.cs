using System.Net;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates ports on the host's network, DNS and host aliases.</summary>
internal static class PodNetworkValidator
{
    private const int MaxServers = 3;
    private const int MaxSearches = 32;
    private const int MaxSearchLength = 2048;
    private const string AddressError = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

    public static void Validate(FieldErrors errors, PodSpec spec, FieldPath field)
    {
        if (spec.HostNetwork == true)
        {
            ValidateHostPorts(errors, spec, field.Child("containers"));
        }

        ValidateDns(errors, spec, field.Child("dnsConfig"));
        for (var i = 0; i < spec.HostAliases.Count; i++)
        {
            var (alias, item) = (spec.HostAliases[i], field.Child("hostAliases").Index(i));
            ValidateAddress(errors, alias.Ip, item.Child("ip"));
            for (var j = 0; j < alias.Hostnames.Count; j++)
            {
                errors.Invalid(item.Child("hostnames").Index(j), alias.Hostnames[j], NameRules.Subdomain(alias.Hostnames[j]));
            }
        }
    }

    private static void ValidateHostPorts(FieldErrors errors, PodSpec spec, FieldPath field)
    {
        for (var i = 0; i < spec.Containers.Count; i++)
        {
            for (var j = 0; j < spec.Containers[i].Ports.Count; j++)
            {
                var port = spec.Containers[i].Ports[j];
                if ((port.HostPort ?? 0) != port.Port)
                {
                    var path = field.Index(i).Child("ports").Index(j).Child("hostPort");
                    errors.Invalid(path, port.HostPort ?? 0, "must match `containerPort` when `hostNetwork` is true");
                }
            }
        }
    }

    private static void ValidateDns(FieldErrors errors, PodSpec spec, FieldPath field)
    {
        if (spec.DnsPolicy == DnsPolicies.None && spec.DnsConfig is null)
        {
            errors.Required(field, "must provide `dnsConfig` when `dnsPolicy` is None");
        }
        else if (spec.DnsPolicy == DnsPolicies.None && spec.DnsConfig!.Nameservers.Count == 0)
        {
            errors.Required(field.Child("nameservers"), "must provide at least one DNS nameserver when `dnsPolicy` is None");
        }

        if (spec.DnsConfig is not { } dns)
        {
            return;
        }

        if (dns.Nameservers.Count > MaxServers)
        {
            errors.Invalid(field.Child("nameservers"), $"must not have more than {MaxServers} nameservers");
        }

        for (var i = 0; i < dns.Nameservers.Count; i++)
        {
            ValidateAddress(errors, dns.Nameservers[i], field.Child("nameservers").Index(i));
        }

        ValidateSearches(errors, dns.Searches, field.Child("searches"));
        for (var i = 0; i < dns.Options.Count; i++)
        {
            if (dns.Options[i].Name is not { Length: > 0 })
            {
                errors.Required(field.Child("options").Index(i), "must not be empty");
            }
        }
    }

    private static void ValidateSearches(FieldErrors errors, IReadOnlyList<string> searches, FieldPath field)
    {
        if (searches.Count > MaxSearches)
        {
            errors.Invalid(field, $"must not have more than {MaxSearches} search paths");
        }

        if (string.Join(' ', searches).Length > MaxSearchLength)
        {
            errors.Invalid(field, $"must not have more than {MaxSearchLength} characters (including spaces) in the search list");
        }

        for (var i = 0; i < searches.Count; i++)
        {
            // A lone dot stops the search; names in it may have underscores, which hosts' names may not.
            var search = searches[i].EndsWith('.') ? searches[i][..^1] : searches[i];
            if (searches[i] != ".")
            {
                errors.Invalid(field.Index(i), search, NameRules.Subdomain(search.Replace("_", "", StringComparison.Ordinal)));
            }
        }
    }

    private static void ValidateAddress(FieldErrors errors, string address, FieldPath field)
    {
        if (!IPAddress.TryParse(address, out var parsed) || (parsed.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && address.Split('.').Length != 4))
        {
            errors.Invalid(field, address, AddressError);
        }
    }
}
