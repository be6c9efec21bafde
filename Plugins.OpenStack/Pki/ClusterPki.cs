using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Pki;

/// <summary>
/// Makes the authorities of a cluster before there is a machine, so that machines can check the cluster that they join, every master has the same
/// ones, and the agent needs nothing from a machine to reach the API.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/setup/best-practices/certificates/. Small keys: all of them fit into one item of a server's metadata.</remarks>
internal static class ClusterPki
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int ServerSecretLength = 38; // more than 192 bits

    private static readonly TimeSpan s_skew = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(3650);

    public static PkiMaterial Make(DateTimeOffset now) => new()
    {
        Authority = Authority("kubernetes", now),
        Etcd = Authority("etcd-ca", now),
        FrontProxy = Authority("front-proxy-ca", now),
        ServiceAccounts = Pair(),
        ServerSecret = RandomNumberGenerator.GetString(Letters, ServerSecretLength),
    };

    /// <summary>Reads a cluster's own.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: there are none.</exception>
    public static async Task<PkiMaterial> ReadAsync(IStepContext context, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await context.GetSecretAsync(PkiMaterial.SecretName, cancellationToken), StepJson.Default.PkiMaterial)
            ?? throw new ProviderException(ErrorReason.NotFound, "The cluster's authorities are not known to this agent.");

    /// <summary>What kubeadm pins an authority by: the hash of its public key (RFC 7469).</summary>
    public static string HashOf(string certificate)
    {
        using var read = X509Certificate2.CreateFromPem(certificate);
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(read.PublicKey.ExportSubjectPublicKeyInfo()))}";
    }

    /// <summary>A private key in PEM.</summary>
    public static string KeyPemOf(KeyMaterial material)
    {
        var number = Convert.FromBase64String(material.Key);
        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = number });
            return key.ExportPkcs8PrivateKeyPem();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(number);
        }
    }

    private static KeyMaterial Authority(string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var certificate = request.CreateSelfSigned(now - s_skew, now + s_lifetime);
        return new KeyMaterial { Key = NumberOf(key), Certificate = $"{certificate.ExportCertificatePem()}\n" };
    }

    private static KeyMaterial Pair()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new KeyMaterial { Key = NumberOf(key), Certificate = $"{key.ExportSubjectPublicKeyInfoPem()}\n" };
    }

    private static string NumberOf(ECDsa key) => Convert.ToBase64String(key.ExportParameters(includePrivateParameters: true).D!);
}
