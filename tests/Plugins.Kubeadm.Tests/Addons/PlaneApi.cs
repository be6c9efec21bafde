using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Reeve.Clusters;
using Reeve.Testing.Kubernetes;

namespace Reeve.Plugins.Kubeadm.Tests.Addons;

/// <summary>A real control plane as a provisioner sees it; answers to applying can be changed.</summary>
internal sealed class PlaneApi : IClusterApi, IDisposable
{
    private readonly HttpClient _http;

    public PlaneApi(ControlPlane plane)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(plane.Authority.Certificate);
        _http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { ClientCertificates = [plane.Authority.Issue("admin", ["system:masters"])], CertificateChainPolicy = policy },
        }) { BaseAddress = plane.Server };
    }

    /// <summary>Whether it is as old as servers that cannot apply.</summary>
    public bool CannotApply { get; set; }

    /// <summary>Fails the request whose path ends so.</summary>
    public string Fails { get; set; } = "";

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (CannotApply && request.Content?.Headers.ContentType?.MediaType == "application/apply-patch+yaml")
        {
            return new HttpResponseMessage(System.Net.HttpStatusCode.UnsupportedMediaType);
        }

        if (Fails.Length > 0 && request.Method != HttpMethod.Get && request.RequestUri!.OriginalString.Split('?')[0].EndsWith(Fails, StringComparison.Ordinal))
        {
            return new HttpResponseMessage(System.Net.HttpStatusCode.UnprocessableEntity) { Content = new StringContent("""{"message": "it is refused"}""") };
        }

        var response = await _http.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        return response;
    }

    public void Dispose() => _http.Dispose();
}
