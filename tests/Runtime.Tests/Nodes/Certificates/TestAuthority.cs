using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Tests.Nodes.Certificates;

/// <summary>Signs the certificate requests of a <see cref="FakeCluster"/>, as an administrator and the controller manager would.</summary>
internal sealed class TestAuthority(FakeCluster cluster)
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Names of requests that were made, each once.</summary>
    public IReadOnlyList<string> Requests => [.. cluster.Requests.ToArray()
        .Where(request => request.StartsWith("create certificatesigningrequests/", StringComparison.Ordinal))
        .Select(request => request["create certificatesigningrequests/".Length..]).Distinct()];

    /// <summary>The newest request that nobody has decided.</summary>
    public string? Pending => Requests.LastOrDefault(name =>
        cluster.Find<CertificateSigningRequest>(PathOf(name)) is { Status: { Certificate: null, Conditions.Count: 0 } });

    public CertificateSigningRequest Get(string name) => cluster.Find<CertificateSigningRequest>(PathOf(name))!;

    public void Sign(string name, DateTimeOffset notBefore, TimeSpan life)
    {
        var request = CertificateRequest.LoadSigningRequestPem(
            Encoding.ASCII.GetString(Get(name).Spec.Request.Span), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        using var certificate = request.Create(
            new X500DistinguishedName("CN=test-ca"), X509SignatureGenerator.CreateForECDsa(_key), notBefore, notBefore + life, RandomNumberGenerator.GetBytes(8));
        var pem = Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));
        cluster.Change(PathOf(name), item => item["status"] = new JsonObject { ["certificate"] = pem });
    }

    public void Deny(string name) => cluster.Change(PathOf(name), item => item["status"] = new JsonObject
    {
        ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Denied", ["status"] = "True", ["reason"] = "No", ["message"] = "not this one" }),
    });

    public void Collect(string name) => cluster.Delete(PathOf(name));

    private static string PathOf(string name) => $"certificatesigningrequests/{name}";
}
