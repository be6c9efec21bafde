using System.Net;
using Reeve.Runtime.Proxies.Validation;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Proxies.Sources;

/// <summary>Says what is wrong with options.</summary>
public static class KubernetesSourceRules
{
    private const int LongestName = 16;

    /// <summary>What is wrong, by field; empty if nothing is.</summary>
    /// <param name="options">The options.</param>
    public static IReadOnlyList<FieldError> Problems(KubernetesSourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new SpecErrors();
        if (options.Name.Length > LongestName || !DnsName.IsLabel(options.Name))
        {
            errors.Invalid("name", options.Name, $"must be lower-case letters, digits and dashes, at most {LongestName}");
        }

        if (options.Addresses.Count == 0)
        {
            errors.Required("addresses");
        }

        errors.Hosts("addresses", options.Addresses);
        if (options.Bind.Length > 0 && !IPAddress.TryParse(options.Bind, out _))
        {
            errors.Invalid("bind", options.Bind, "must be an address of this machine");
        }

        errors.Range("httpPort", options.HttpPort, 1, 65535);
        errors.Range("httpsPort", options.HttpsPort, 1, 65535);
        if (options.HttpPort == options.HttpsPort)
        {
            errors.Invalid("httpsPort", options.HttpsPort, "must not be that of HTTP");
        }

        return errors.All;
    }
}
