using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;

/// <summary>A node that joins the stand-in's cluster, in the steps that https://docs.k3s.io/cli/token describes: nothing is sent before the authority is the pinned one.</summary>
internal static class K3sStandInAgent
{
    /// <summary>Joins.</summary>
    /// <returns>What is wrong; null if it has joined.</returns>
    public static async Task<string?> JoinAsync(K3sSettings settings)
    {
        var server = new Uri(settings.Get("server", ""));
        var token = (await File.ReadAllTextAsync(settings.Get("token-file", ""))).Trim();
        if (token.Split("::") is not [['K', '1', '0', .. var hash], var credentials])
        {
            return "the token pins no authority";
        }

        using var blind = Client(static (_, _) => true);
        var authority = await blind.GetByteArrayAsync(new Uri(server, K3sStandInApi.Authorities));
        if (Convert.ToHexStringLower(SHA256.HashData(authority)) != hash)
        {
            return "token CA hash does not match the Cluster CA certificate hash";
        }

        using var known = X509CertificateLoader.LoadCertificate(authority);
        using var client = Client((certificate, errors) => IsSignedBy(known, certificate) && (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, K3sStandInApi.Joining));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credentials);
        request.Headers.Add(K3sStandInApi.NodeHeader, settings.Get("node-name", ""));
        request.Headers.Add(K3sStandInApi.AddressHeader, settings.Get("node-ip", ""));
        using var answer = await client.SendAsync(request);
        return answer.IsSuccessStatusCode ? null : $"{(int)answer.StatusCode}";
    }

    /// <summary>A client that takes a server by what is said of its certificate.</summary>
    public static HttpClient Client(Func<X509Certificate2, SslPolicyErrors, bool> isRight, X509Certificate2? own = null)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => certificate is X509Certificate2 given && isRight(given, errors);
        if (own is not null)
        {
            handler.SslOptions.ClientCertificates = [own];
        }

        return new HttpClient(handler);
    }

    /// <summary>Whether an authority has signed a certificate.</summary>
    public static bool IsSignedBy(X509Certificate2 authority, X509Certificate2 certificate)
    {
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck } };
        return chain.Build(certificate);
    }
}
