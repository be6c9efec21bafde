using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Reeve.Streams;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>Makes connections to slurmrestd: by a unix socket, or TCP, off loopback with TLS alone.</summary>
internal static class RestHandler
{
    /// <summary>A client whose requests go there.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: no address, or one that tokens must not be sent to in the clear.</exception>
    public static HttpClient Create(RestOptions options)
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Math.Max(1, options.Connections), PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1), AllowAutoRedirect = false, UseProxy = false, UseCookies = false };
        if (options.Socket is { } path)
        {
            handler.ConnectCallback = (_, cancellationToken) => UnixSocketStream.ConnectAsync(path, cancellationToken);
        }
        else if (options.CertificateAuthorityFile is { } file)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(file);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return new HttpClient(handler) { BaseAddress = Address(options), Timeout = Timeout.InfiniteTimeSpan };
    }

    private static Uri Address(RestOptions options)
    {
        if (options.Socket is not null)
        {
            return new Uri("http://localhost/");
        }

        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            throw new ProviderException(ErrorReason.Invalid, "controller.rest needs url (https://…, or http://… on loopback) or socket.") { Field = "controller.rest.url" };
        }

        return url.Scheme == Uri.UriSchemeHttps || url.IsLoopback ? new Uri(url, "/")
            : throw new ProviderException(ErrorReason.Invalid, $"{url.Host} is another machine: tokens are sent there over https alone.") { Field = "controller.rest.url" };
    }
}
