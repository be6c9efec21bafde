using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Agent;
using Reeve.Host.Configuration;
using Reeve.Runtime.Nodes.Certificates;

namespace Reeve.Host.Serving;

/// <summary>Reads where listeners stand.</summary>
internal static class ApiListeners
{
    /// <summary>A listener; null where it is off.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="address">What its setting says.</param>
    /// <param name="tls">Whether it speaks TLS.</param>
    /// <param name="handler">Answers.</param>
    /// <param name="protocols">HTTP versions; without TLS a listener has one.</param>
    public static ApiListener? Find(string name, string address, bool tls, IApiHandler handler, HttpProtocols? protocols = null) =>
        ClusterApiAddress.TryParse(address, out var endPoint)
            ? new ApiListener
            {
                Name = name,
                EndPoint = endPoint,
                Tls = tls,
                Handler = handler,
                Protocols = protocols ?? (tls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1),
            }
            : null;

    /// <summary>What TLS listeners serve with; null where no certificate is configured.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The files hold no certificate with its key.</exception>
    public static TlsHandshakeCallbackOptions? OpenTls(ClusterApiSettings settings, PartStack parts, TimeProvider time, ILoggerFactory loggers) =>
        settings is { CertFile: { } certificate, KeyFile: { } key }
            ? OpenTls(parts.Own(new ServingCertificateFiles(certificate, key, time, loggers.CreateLogger<ServingCertificateFiles>())))
            : null;

    private static TlsHandshakeCallbackOptions OpenTls(ServingCertificateFiles files) => new ServingTls(() => files.Current).Options;
}
