using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>A request for a certificate that is not decided yet. Kept on disk, so that an agent that starts again waits for the same one.</summary>
internal sealed record PendingRequest
{
    /// <summary>
    /// The name of the request in the API: made from the key, so that asking twice with one key is asking once, also when the agent died
    /// between asking and writing down that it did.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The private key (PKCS #8), as PEM. A secret.</summary>
    public required string KeyPem { get; init; }

    /// <summary>The request (PKCS #10), as PEM.</summary>
    public required string RequestPem { get; init; }

    /// <summary>Makes a key and a request.</summary>
    public static PendingRequest Create(CertificateProfile profile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(profile.Subject, key, HashAlgorithmName.SHA256);
        if (profile.Names.ToExtension() is { } names)
        {
            request.CertificateExtensions.Add(names);
        }

        return new PendingRequest
        {
            Name = NameOf(profile, key),
            KeyPem = key.ExportPkcs8PrivateKeyPem(),
            RequestPem = request.CreateSigningRequestPem() + "\n",
        };
    }

    /// <summary>Reads what <see cref="ToPem"/> wrote.</summary>
    /// <returns>Null if it is not whole, or not for this profile.</returns>
    public static PendingRequest? FromPem(string text, CertificateProfile profile)
    {
        try
        {
            var split = text.IndexOf("-----BEGIN CERTIFICATE REQUEST-----", StringComparison.Ordinal);
            if (split < 0)
            {
                return null;
            }

            using var key = ECDsa.Create();
            key.ImportFromPem(text.AsSpan(0, split));
            var request = CertificateRequest.LoadSigningRequestPem(
                text.AsSpan(split), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
            var names = request.CertificateExtensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
            var asked = names is null
                ? SubjectNames.None
                : SubjectNames.Of(names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString())));
            return request.SubjectName.RawData.AsSpan().SequenceEqual(profile.Subject.RawData) && asked == profile.Names
                ? new PendingRequest { Name = NameOf(profile, key), KeyPem = text[..split].Trim(), RequestPem = text[split..] }
                : null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Key and request as PEM. A secret.</summary>
    public string ToPem() => $"{KeyPem}\n{RequestPem}";

    /// <summary>The request as the API takes it.</summary>
    public ReadOnlyMemory<byte> RequestBytes => Encoding.ASCII.GetBytes(RequestPem);

    private static string NameOf(CertificateProfile profile, ECDsa key)
    {
        var digest = SHA256.HashData(key.ExportSubjectPublicKeyInfo());
        return $"reeve-{profile.Purpose}-{Convert.ToHexStringLower(digest.AsSpan(0, 16))}";
    }

    // A record would print the key.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Name = ").Append(Name);
        return true;
    }
}
