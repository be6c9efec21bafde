using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Proxies.Validation;

/// <summary>Rules for certificates.</summary>
internal static class CertificateRules
{
    public static void Check(ProxySpec spec, SpecErrors errors)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < spec.Certificates.Count; i++)
        {
            var (certificate, field) = (spec.Certificates[i], $"certificates[{i}]");
            if (certificate.Name is { } own && !DnsName.IsLabel(own))
            {
                errors.Invalid($"{field}.name", own, "must be lower-case letters, digits and dashes, at most 63, with a letter or digit at both ends");
            }

            errors.Hosts($"{field}.serverNames", certificate.ServerNames);
            foreach (var name in certificate.ServerNames.DefaultIfEmpty("").Where(name => !names.Add(name)))
            {
                errors.Add($"{field}.serverNames", name.Length == 0 ? "Duplicate value: two certificates for all names" : $"Duplicate value: \"{name}\"");
            }

            var (inline, files) = (certificate.Chain is not null && certificate.Key is not null, certificate.ChainFile is not null && certificate.KeyFile is not null);
            var given = new[] { certificate.Chain, certificate.Key, certificate.ChainFile, certificate.KeyFile }.Count(value => value is not null);
            if (inline == files || given != 2)
            {
                errors.Add(field, "Required value: either chain and key, or chainFile and keyFile");
            }

            RequireAbsolute($"{field}.chainFile", certificate.ChainFile);
            RequireAbsolute($"{field}.keyFile", certificate.KeyFile);
        }

        void RequireAbsolute(string field, string? path)
        {
            if (path is not null && !Path.IsPathFullyQualified(path))
            {
                errors.Invalid(field, path, "must be an absolute path");
            }
        }
    }
}
