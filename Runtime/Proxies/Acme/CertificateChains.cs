using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Runtime.Proxies.Acme.Resources;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>Reads chains of certificates as authorities give them.</summary>
internal static class CertificateChains
{
    /// <summary>Whether the topmost certificate of a chain was issued by somebody of this common name.</summary>
    public static bool EndsIn(string chainPem, string issuer)
    {
        var chain = Read(chainPem);
        var ends = chain.Count > 0 && chain[^1].GetNameInfo(X509NameType.SimpleName, forIssuer: true) == issuer;
        Dispose(chain);
        return ends;
    }

    /// <summary>Takes a chain for an order's certificate if it is one.</summary>
    /// <param name="doing">What was ordered, for errors.</param>
    /// <param name="chainPem">What the authority gave.</param>
    /// <param name="order">The order.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: it is not for the key, or not for the names.</exception>
    public static IssuedCertificate Accept(string doing, string chainPem, PendingOrder order)
    {
        X509Certificate2Collection chain;
        try
        {
            chain = Read(chainPem);
        }
        catch (CryptographicException e)
        {
            throw new ProviderException(ErrorReason.Transient, $"{doing}: the certificate authority's answer holds no certificates: {e.Message}", e);
        }

        try
        {
            var fault = chain.Count == 0 ? "holds no certificate"
                : !IsOfKey(chain[0], order.KeyPem) ? "is a certificate of another key"
                : order.Names.FirstOrDefault(name => !IsFor(chain[0], name)) is { } missing ? $"is not for {missing}"
                : null;
            return fault is null
                ? new IssuedCertificate
                {
                    Names = order.Names,
                    ChainPem = chainPem,
                    KeyPem = order.KeyPem,
                    NotBefore = new DateTimeOffset(chain[0].NotBefore),
                    NotAfter = new DateTimeOffset(chain[0].NotAfter),
                }
                : throw new ProviderException(ErrorReason.Transient, $"{doing}: what the certificate authority gave {fault}.");
        }
        finally
        {
            Dispose(chain);
        }
    }

    private static X509Certificate2Collection Read(string chainPem)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(chainPem);
        return chain;
    }

    private static bool IsOfKey(X509Certificate2 certificate, string keyPem)
    {
        using var ours = ECDsa.Create();
        ours.ImportFromPem(keyPem);
        using var theirs = certificate.GetECDsaPublicKey();
        return theirs is not null && theirs.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(ours.ExportSubjectPublicKeyInfo());
    }

    private static bool IsFor(X509Certificate2 certificate, string name)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names is not null && (IPAddress.TryParse(name, out var address)
            ? names.EnumerateIPAddresses().Contains(address)
            : names.EnumerateDnsNames().Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    private static void Dispose(X509Certificate2Collection chain)
    {
        foreach (var certificate in chain)
        {
            certificate.Dispose();
        }
    }
}
