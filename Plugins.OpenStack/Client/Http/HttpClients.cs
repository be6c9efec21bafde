using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Plugins.OpenStack.Configuration;

namespace Reeve.Plugins.OpenStack.Client.Http;

/// <summary>Makes what requests to a cloud go out by.</summary>
internal static class HttpClients
{
    /// <summary>Makes one.</summary>
    /// <exception cref="CloudException"><see cref="ErrorReason.Invalid"/>: a file cannot be read, or passwords would go over plain HTTP to another machine.</exception>
    public static HttpClient Create(CloudSettings settings, HttpMessageHandler? handler)
    {
        RequireTls(settings.AuthUrl, settings);
        return new HttpClient(handler ?? Handler(settings), handler is null) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Passwords and tokens go over plain HTTP to this machine alone, unless that is asked for.</summary>
    /// <exception cref="CloudException"><see cref="ErrorReason.Invalid"/>: they would go to another machine.</exception>
    public static void RequireTls(Uri address, CloudSettings settings)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback && !settings.Insecure)
        {
            throw new CloudException($"{settings.Name}: {address.Host} is another machine: credentials are sent there over https alone, unless the cloud says verify: false.") { Reason = ErrorReason.Invalid };
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "Asked for by name: verify: false.")]
    private static SocketsHttpHandler Handler(CloudSettings settings)
    {
        var options = new SslClientAuthenticationOptions();
        try
        {
            if (settings.AuthorityFile is { } authorities)
            {
                var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
                policy.CustomTrustStore.ImportFromPemFile(authorities);
                options.CertificateChainPolicy = policy;
            }

            if (settings.CertificateFile is { } certificate)
            {
                options.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, settings.KeyFile ?? certificate)];
            }
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CloudException($"{settings.Name}: the certificates {settings.AuthorityFile ?? settings.CertificateFile} cannot be read: {exception.Message}", exception) { Reason = ErrorReason.Invalid };
        }

        if (settings.Insecure)
        {
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }

        return new SocketsHttpHandler
        {
            SslOptions = options,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            MaxConnectionsPerServer = 32,
            ConnectTimeout = TimeSpan.FromSeconds(20),

            // Services behind load balancers close what is idle; ours are closed first.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
    }
}
