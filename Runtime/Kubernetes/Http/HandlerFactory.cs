using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Reeve.Runtime.Kubernetes.Connections;

namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>Makes handlers as a connection wants them.</summary>
internal static class HandlerFactory
{
    public static SocketsHttpHandler Create(KubernetesConnection connection, KubernetesClientOptions options, ClientCertificate? certificate)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry credentials to where nobody sent them.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = connection.DisableCompression ? DecompressionMethods.None : DecompressionMethods.GZip,
            ConnectTimeout = options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = options.PingDelay,
            KeepAlivePingTimeout = options.PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
            ConnectCallback = ConnectAsync,
            SslOptions = Tls(connection, certificate),
        };
        var proxy = connection.Proxy ?? EnvironmentProxy.Find(connection.Server, Environment.GetEnvironmentVariable);
        handler.UseProxy = proxy is not null;
        handler.Proxy = proxy is null ? null : new WebProxy(proxy) { Credentials = ProxyCredentials(proxy) };
        return handler;
    }

    private static SslClientAuthenticationOptions Tls(KubernetesConnection connection, ClientCertificate? certificate) => new()
    {
        ClientCertificateContext = certificate?.Context,
        RemoteCertificateValidationCallback = new ServerTrust(connection).Validate,
    };

    private static NetworkCredential? ProxyCredentials(Uri proxy)
    {
        if (proxy.UserInfo.Length == 0)
        {
            return null;
        }

        var parts = proxy.UserInfo.Split(':', 2);
        return new(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // HTTP/1.1 has no pings: the kernel's keep-alive finds a connection whose other end is gone.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
