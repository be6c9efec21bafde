using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Runtime.Proxies.Acme;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>Reads a certificate and its key from PEM, in whichever order they stand.</summary>
internal static class CertificatePem
{
    /// <summary>Reads it; null if the text is not whole, or its key is that of another certificate.</summary>
    public static IssuedCertificate? TryRead(string pem)
    {
        try
        {
            return Read(pem, pem);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Reads it.</summary>
    /// <param name="chainPem">Holds the chain, leaf first.</param>
    /// <param name="keyPem">Holds the key.</param>
    /// <exception cref="CryptographicException">One of them is missing, or they do not belong together.</exception>
    public static IssuedCertificate Read(string chainPem, string keyPem)
    {
        try
        {
            using var leaf = X509Certificate2.CreateFromPem(chainPem, keyPem);
            return new IssuedCertificate
            {
                Names = NamesOf(leaf),
                ChainPem = Blocks(chainPem, static label => label == "CERTIFICATE"),
                KeyPem = Blocks(keyPem, static label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)),
                NotBefore = new DateTimeOffset(leaf.NotBefore),
                NotAfter = new DateTimeOffset(leaf.NotAfter),
            };
        }
        catch (ArgumentException e)
        {
            throw new CryptographicException(e.Message, e); // a key that is not this certificate's
        }
    }

    private static IReadOnlyList<string> NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names is null ? [] : [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(static address => address.ToString())];
    }

    private static string Blocks(ReadOnlySpan<char> pem, Func<string, bool> wanted)
    {
        var found = "";
        while (PemEncoding.TryFind(pem, out var fields))
        {
            if (wanted(pem[fields.Label].ToString()))
            {
                found += pem[fields.Location].ToString() + "\n";
            }

            pem = pem[fields.Location.End..];
        }

        return found;
    }
}
