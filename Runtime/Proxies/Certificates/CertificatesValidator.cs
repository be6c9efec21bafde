using System.Net;
using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>Says what is wrong with a configuration of certificates.</summary>
public static class CertificatesValidator
{
    // The most that public authorities put into one.
    private const int MostNames = 100;

    /// <summary>Errors by field; empty if there are none.</summary>
    public static IReadOnlyList<FieldError> Validate(CertificatesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new FieldErrors();
        foreach (var (name, authority) in options.Authorities)
        {
            var field = FieldPath.Root.Child("authorities").Key(name);
            if (authority.Directory.Scheme != Uri.UriSchemeHttps)
            {
                errors.Invalid(field.Child("directory"), authority.Directory.OriginalString, "must be https");
            }

            if (authority.ExternalAccount is { } external && (external.KeyId.Length == 0 || external.KeyFile.Length == 0))
            {
                errors.Required(field.Child("externalAccount"), "both keyId and keyFile");
            }
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < options.Certificates.Count; index++)
        {
            var certificate = options.Certificates[index];
            var field = FieldPath.Root.Child("certificates").Index(index);
            errors.Invalid(field.Child("name"), certificate.Name, NameRules.Label(certificate.Name));
            if (!names.Add(certificate.Name))
            {
                errors.Duplicate(field.Child("name"), certificate.Name);
            }

            Validate(errors, options, certificate, field);
        }

        return errors.ToList();
    }

    private static void Validate(FieldErrors errors, CertificatesOptions options, CertificateOptions certificate, FieldPath field)
    {
        var sources = new[] { certificate.Authority, certificate.ChainFile, certificate.SecretName }.Count(static source => source is not null);
        switch (certificate)
        {
            case var _ when sources == 0:
                errors.Required(field, "one of chainFile, secretName and authority");
                break;
            case var _ when sources > 1:
                errors.Forbidden(field.Child(certificate.Authority is null ? "secretName" : "authority"), "a certificate is ordered, read from files, or taken from a Secret: one of these");
                break;
            case { SecretName: { } secret } when secret.Split('/') is not [{ Length: > 0 }, { Length: > 0 }]:
                errors.Invalid(field.Child("secretName"), secret, "must be NAMESPACE/NAME");
                break;
            case { Authority: { } authority }:
                if (!options.Authorities.ContainsKey(authority))
                {
                    errors.NotFound(field.Child("authority"), authority);
                }

                if (certificate.Names.Count == 0)
                {
                    errors.Required(field.Child("names"), "what to order it for");
                }

                break;
        }

        if (certificate.Names.Count > MostNames)
        {
            errors.TooMany(field.Child("names"), certificate.Names.Count, MostNames);
        }

        for (var index = 0; index < certificate.Names.Count; index++)
        {
            ValidateName(errors, certificate, certificate.Names[index], field.Child("names").Index(index));
        }
    }

    private static void ValidateName(FieldErrors errors, CertificateOptions certificate, string name, FieldPath field)
    {
        var isWildcard = name.StartsWith("*.", StringComparison.Ordinal);
        if (!IPAddress.TryParse(name, out _))
        {
            errors.Invalid(field, name, NameRules.Subdomain(isWildcard ? name[2..] : name));
        }

        if (isWildcard && certificate is { Authority: not null, Challenge: not ChallengeKind.Dns })
        {
            errors.Invalid(field, name, "a wildcard needs the challenge dns");
        }
    }
}
