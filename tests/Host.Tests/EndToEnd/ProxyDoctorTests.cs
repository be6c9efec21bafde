using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.EndToEnd;

/// <summary>What <c>reeve doctor</c> says of proxies.</summary>
public sealed class ProxyDoctorTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [LinuxFact]
    public async Task Doctor_Proxies_EachLackIsSaid()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        WriteCertificate("fresh", 90);
        WriteCertificate("ending", 5);
        WriteCertificate("ended", -1);
        _directory.Write("key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        _directory.Write("reeve.yaml", string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            proxies:
              - name: edge
                initial:
                  listeners:
                    - {name: taken, protocol: http, address: "127.0.0.1:{{((IPEndPoint)taken.LocalEndPoint!).Port}}"}
                    - {name: free, protocol: http, address: "127.0.0.1:{{FreePorts.Find()}}"}
                certificates:
                  - {name: fresh, chainFile: fresh.pem}
                  - {name: ending, chainFile: ending.pem}
                  - {name: ended, chainFile: ended.pem}
                  - {name: missing, chainFile: missing.pem}
                  - {name: shop, names: [shop.example.org], authority: ca}
              - {name: other, provider: none}
            certificates: {authorities: {ca: {agreeToTerms: true} } }
            dns: {lab: {type: rfc2136, zone: example.org, server: 127.0.0.1, port: {{FreePorts.Find()}}, keyName: a, keyFile: key} }
            """));

        var (_, output, error) = await ReeveProcess.RunAsync(["doctor", "-o", "json", "--config", _directory["reeve.yaml"], "--state-dir", _directory["s"]]);

        Assert.True(output.StartsWith('{'), output + error);
        var checks = JsonNode.Parse(output)!["checks"]!.AsArray().Where(check => (string?)check!["area"] == "proxies").ToDictionary(check => (string)check!["name"]!, check => (string)check!["result"]!);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["edge"] = "ok", ["edge ended"] = "lacking", ["edge ending"] = "limited", ["edge fresh"] = "ok", ["edge missing"] = "lacking", ["edge shop"] = "limited", ["dns lab"] = "lacking", ["other"] = "lacking",
            },
            checks.Where(check => !check.Key.Contains(':', StringComparison.Ordinal)).ToDictionary());
        Assert.Equal(["lacking", "ok"], checks.Where(check => check.Key.Contains(':', StringComparison.Ordinal)).Select(check => check.Value).Order(StringComparer.Ordinal));
        Assert.Contains("another program has the port", output, StringComparison.Ordinal);
        Assert.Contains("the port can be had", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory["s"]));
    }

    private void WriteCertificate(string name, int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-30), now.AddDays(days));
        _directory.Write($"{name}.pem", certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
