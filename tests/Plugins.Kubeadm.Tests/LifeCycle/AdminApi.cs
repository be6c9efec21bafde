using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Tests.LifeCycle;

/// <summary>The API of the cluster on this machine as its administrator sees it; its certificate is read anew for each request.</summary>
/// <param name="path">The administrator's kubeconfig.</param>
internal sealed class AdminApi(string path) : IClusterApi
{
    public const string KubeadmPath = "/etc/kubernetes/admin.conf";

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new ProviderException(ErrorReason.Transient, "There is no cluster.");
        }

        return await SendAsync(await File.ReadAllTextAsync(path, cancellationToken), request, cancellationToken);
    }

    /// <summary>Sends a request as the user of a kubeconfig.</summary>
    public static async Task<HttpResponseMessage> SendAsync(string kubeconfig, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string Value(string name) => Regex.Match(kubeconfig, $@"^\s*{name}:\s*(\S+)\s*$", RegexOptions.Multiline).Groups[1].Value;
        string Decode(string name) => Encoding.UTF8.GetString(Convert.FromBase64String(Value(name)));
        using var authority = X509Certificate2.CreateFromPem(Decode("certificate-authority-data"));
        using var pair = X509Certificate2.CreateFromPem(Decode("client-certificate-data"), Decode("client-key-data"));
        // The system's TLS takes no key that was never stored.
        using var identity = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = [identity],
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck },
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(Value("server")) };
        try
        {
            var response = await client.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        catch (HttpRequestException e)
        {
            throw new ProviderException(ErrorReason.Transient, e.Message, e);
        }
    }
}
