using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>The TLS of new connections: the certificate of the moment, TLS 1.2 or newer, and a request for the client's certificate.</summary>
/// <param name="current">What is served now; null until there is something.</param>
public sealed class ServingTls(Func<CertificateBundle?> current)
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);
    private volatile Made? _made;

    /// <summary>What the web server asks for each connection.</summary>
    public TlsHandshakeCallbackOptions Options => new()
    {
        HandshakeTimeout = HandshakeTimeout,
        OnConnection = _ => ValueTask.FromResult(Make()),
    };

    private SslServerAuthenticationOptions Make()
    {
        var bundle = current() ?? throw new AuthenticationException("There is no serving certificate yet.");
        var made = _made;
        if (!ReferenceEquals(made?.Bundle, bundle))
        {
            _made = made = new Made(bundle, SslStreamCertificateContext.Create(bundle.Certificate, bundle.Intermediates, offline: true));
        }

        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = made.Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateRequired = true,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            AllowRenegotiation = false,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],

            // Whoever shows none or a foreign one may still have a token; who he is is asked for each request.
#pragma warning disable CA5359 // a server's side: nobody is trusted because of it
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
        };
    }

    private sealed record Made(CertificateBundle Bundle, SslStreamCertificateContext Context);
}
