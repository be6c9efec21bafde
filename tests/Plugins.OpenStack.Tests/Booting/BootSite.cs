using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>
/// Where machines fetch by https: the manifest of their pods' network, of which one sees that it was applied (the network itself is there without pods), and the
/// stand-in for the program of k3s.
/// </summary>
internal sealed class BootSite : IAsyncDisposable
{
    /// <summary>The name of the ConfigMap in <c>kube-system</c>.</summary>
    public const string Name = "bridge-network";

    private readonly WebApplication _application;
    private readonly X509Certificate2 _certificate;

    private BootSite(WebApplication application, X509Certificate2 certificate) => (_application, _certificate) = (application, certificate);

    /// <summary>URL below which releases of the stand-in are.</summary>
    public string Releases => $"{_application.Urls.Single()}/k3s";

    /// <summary>The manifest's address.</summary>
    public string Manifest => $"{_application.Urls.Single()}/network.yaml";

    /// <summary>Its SHA-256 in hex.</summary>
    public static string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>What has to be trusted to fetch it.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    // podSubnet is put in place of flannel's own.
    private static byte[] Content { get; } = Encoding.UTF8.GetBytes($$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{Name}}, namespace: kube-system}
        data: {subnet: 10.244.0.0/16}

        """);

    public static async Task<BootSite> StartAsync(string address)
    {
        var certificate = Certify(address);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(address), 0, listener => listener.UseHttps(certificate)));
        var application = builder.Build();
        application.MapGet("/network.yaml", () => Results.Bytes(Content, "text/yaml"));
        application.MapGet("/k3s/{version}/{name}", (string version) => Results.Bytes(Encoding.UTF8.GetBytes(K3sStandIn.Program(version.TrimStart('v'))), "application/octet-stream"));
        await application.StartAsync();
        return new BootSite(application, certificate);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _certificate.Dispose();
    }

    private static X509Certificate2 Certify(string address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=site", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now - TimeSpan.FromHours(1), now + TimeSpan.FromDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
