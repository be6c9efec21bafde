using System.Net;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Upstreams;

/// <summary>The pool of HTTP connections to one server.</summary>
internal sealed class UpstreamConnector : IDisposable
{
    public UpstreamConnector(ProxyUpstream upstream, TimeSpan connectTimeout)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = null,
            ConnectTimeout = connectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),

            // So that a name that points elsewhere now is noticed.
            PooledConnectionLifetime = upstream.Address.HostNameType is UriHostNameType.Dns ? TimeSpan.FromMinutes(5) : Timeout.InfiniteTimeSpan,
        };
        if (upstream.ServerName is { } name)
        {
            handler.SslOptions.TargetHost = name;
        }

        Prefix = upstream.Address.GetLeftPart(UriPartial.Authority);
        Invoker = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    public HttpMessageInvoker Invoker { get; }

    /// <summary>Scheme, host and port.</summary>
    public string Prefix { get; }

    public void Dispose() => Invoker.Dispose();
}
