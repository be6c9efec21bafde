using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reeve.Runtime.Kubernetes.Connections;

/// <summary>A client certificate with its key and the intermediate certificates that go with it. Immutable.</summary>
public sealed class ClientCertificate
{
    private readonly Lazy<SslStreamCertificateContext> _context;

    /// <summary>Creates a certificate.</summary>
    /// <param name="leaf">The certificate with its private key. The caller keeps it alive as long as it is in use.</param>
    /// <param name="intermediates">Further certificates to send, in any order.</param>
    public ClientCertificate(X509Certificate2 leaf, IEnumerable<X509Certificate2>? intermediates = null)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        if (!leaf.HasPrivateKey)
        {
            throw new ArgumentException("The certificate has no private key.", nameof(leaf));
        }

        Leaf = leaf;
        X509Certificate2Collection chain = [.. intermediates ?? []];
        _context = new(() => SslStreamCertificateContext.Create(leaf, chain, offline: true));
    }

    /// <summary>The certificate.</summary>
    public X509Certificate2 Leaf { get; }

    /// <summary>What TLS takes.</summary>
    internal SslStreamCertificateContext Context => _context.Value;

    /// <summary>Reads PEM: certificates, the client's own first, and its key in PKCS#1, PKCS#8 or SEC 1 form.</summary>
    /// <exception cref="CryptographicException">The text has no certificate or no key, or they do not belong together.</exception>
    public static ClientCertificate FromPem(ReadOnlySpan<char> certificates, ReadOnlySpan<char> key)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(certificates);
        if (all.Count == 0)
        {
            throw new CryptographicException("There is no certificate in the PEM text.");
        }

        var leaf = X509Certificate2.CreateFromPem(certificates, key);
        return new(leaf, all.Skip(1));
    }

    /// <inheritdoc/>
    public override string ToString() => $"certificate of {Leaf.Subject}";
}
