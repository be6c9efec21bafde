using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Reeve.Runtime.Proxies.Acme.Signing;

/// <summary>An account's key: ECDSA on P-256, with which requests are signed as ES256 (RFC 7518, 3.4). Thread-safe.</summary>
internal sealed class AccountKey : IDisposable
{
    private readonly ECDsa _key;
    private readonly Lock _lock = new();

    private AccountKey(ECDsa key)
    {
        _key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        // Members in this order and without spaces: the thumbprint is of exactly this text (RFC 7638, 3).
        Jwk = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
        Thumbprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Jwk)));
    }

    /// <summary>The public key as a JSON Web Key.</summary>
    public string Jwk { get; }

    /// <summary>The public key's thumbprint (RFC 7638), in base64url.</summary>
    public string Thumbprint { get; }

    /// <summary>Makes a key.</summary>
    public static AccountKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a key.</summary>
    /// <param name="pem">PKCS#8.</param>
    /// <exception cref="CryptographicException">It is none, or of another curve.</exception>
    public static AccountKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.KeySize == 256 ? new AccountKey(key) : throw new CryptographicException("The key is not of the curve P-256.");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw e as CryptographicException ?? new CryptographicException("The text holds no private key.", e);
        }
    }

    /// <summary>The private key, PKCS#8 in PEM.</summary>
    public string ToPem()
    {
        lock (_lock)
        {
            return _key.ExportPkcs8PrivateKeyPem() + "\n";
        }
    }

    /// <summary>Signs: r and s, 32 bytes each.</summary>
    public byte[] Sign(ReadOnlySpan<byte> content)
    {
        lock (_lock)
        {
            return _key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    /// <summary>What proves that who answers a challenge has this key (RFC 8555, 8.1).</summary>
    /// <param name="token">The challenge's token.</param>
    public string Authorize(string token) => $"{token}.{Thumbprint}";

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
