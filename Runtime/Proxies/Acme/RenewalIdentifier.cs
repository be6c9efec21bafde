using System.Buffers.Text;
using System.Security.Cryptography.X509Certificates;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>How authorities name certificates when renewals are spoken of (RFC 9773, 4.1).</summary>
internal static class RenewalIdentifier
{
    /// <summary>Key identifier of the issuer and serial number; null if the certificate does not say who issued it.</summary>
    public static string? Of(X509Certificate2 certificate)
    {
        var issuer = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        return issuer is { } key
            ? $"{Base64Url.EncodeToString(key.Span)}.{Base64Url.EncodeToString(certificate.SerialNumberBytes.Span)}"
            : null;
    }
}
