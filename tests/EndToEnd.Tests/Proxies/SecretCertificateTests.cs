using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Proxies;

/// <summary>The real agent serves the certificate of a Secret of a real control plane, by an identity that may see this Secret alone.</summary>
public sealed class SecretCertificateTests : IDisposable
{
    private const string Host = "app.example.org";
    private readonly ReeveCommand _reeve = new();
    private readonly int _port = FreePorts.Find();

    public void Dispose() => _reeve.Dispose();

    [RequiresFact(Component.ControlPlane)]
    public async Task Secret_Replaced_NewConnectionsGetTheNewCertificate()
    {
        var plane = await ControlPlane.SharedAsync();
        var ns = await plane.CreateNamespaceAsync("proxy");
        using var first = Make();
        await plane.Admin.CreateAsync($"/api/v1/namespaces/{ns}/secrets", Secret(first));
        await AllowAsync(plane, ns);
        await File.WriteAllTextAsync(_reeve["reeve.yaml"], Configuration(ns, plane.Kubeconfigs.User(ns, [])));
        using var agent = Programs.Start(ReeveCommand.Program, ["serve", "--config", _reeve["reeve.yaml"], "--state-dir", _reeve.State]);
        agent.BeginOutputReadLine();
        agent.BeginErrorReadLine();
        try
        {
            await Eventually.TrueAsync(() => ServesAsync(agent, first), "the first certificate is served");
            using var second = Make();

            await plane.Admin.PatchAsync($"/api/v1/namespaces/{ns}/secrets/tls", Secret(second));

            await Eventually.TrueAsync(() => ServesAsync(agent, second), "the second certificate is served");
        }
        finally
        {
            agent.Kill();
            await agent.WaitForExitAsync();
        }
    }

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    private static string Secret(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "tls" },
            ["type"] = "kubernetes.io/tls",
            ["data"] = new JsonObject { ["tls.crt"] = Base64(certificate.ExportCertificatePem()), ["tls.key"] = Base64(key.ExportPkcs8PrivateKeyPem()) },
        }.ToJsonString();

        static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
    }

    private static async Task AllowAsync(ControlPlane plane, string ns)
    {
        await plane.Admin.CreateAsync(
            $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles",
            """{"metadata":{"name":"edge"},"rules":[{"apiGroups":[""],"resources":["secrets"],"resourceNames":["tls"],"verbs":["get","list","watch"]}]}""");
        await plane.Admin.CreateAsync(
            $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings",
            $$$"""{"metadata":{"name":"edge"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"edge"},"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"{{{ns}}}"}]}""");
    }

    private string Configuration(string ns, string kubeconfig) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        proxies:
          - name: edge
            initial:
              listeners: [{name: https, protocol: https, address: "127.0.0.1:{{_port}}"}]
              routes: [{name: all, listeners: [https], response: {body: here} }]
            certificates: [{name: app, secretName: {{ns}}/tls, kubeconfig: "{{kubeconfig}}"}]
        clusterApi: {rest: "127.0.0.1:0", metrics: "off"}
        """);

    // Trusts this certificate alone.
    private async Task<bool> ServesAsync(Process agent, X509Certificate2 certificate)
    {
        Assert.False(agent.HasExited);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(certificate);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port);
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = Host, CertificateChainPolicy = policy });
            return true;
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
        {
            return false;
        }
    }
}
