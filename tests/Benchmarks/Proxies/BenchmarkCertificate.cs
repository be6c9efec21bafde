using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reeve.Benchmarks.Proxies;

/// <summary>A certificate that nobody signed, for all contenders alike.</summary>
/// <param name="Chain">Its file.</param>
/// <param name="Key">The file of its key.</param>
/// <param name="Both">The file with both.</param>
internal sealed record BenchmarkCertificate(string Chain, string Key, string Both)
{
    public static BenchmarkCertificate Make(string directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=benchmark", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var files = new BenchmarkCertificate(Path.Combine(directory, "chain.pem"), Path.Combine(directory, "key.pem"), Path.Combine(directory, "both.pem"));
        File.WriteAllText(files.Chain, certificate.ExportCertificatePem());
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(files.Both, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return files;
    }
}
