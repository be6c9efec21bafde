using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Support;

/// <summary>What clients of a proxy do.</summary>
internal static class Clients
{
    /// <summary>An HTTP client that follows nothing and takes any certificate.</summary>
    public static HttpClient Http(Version? version = null) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    {
        Timeout = Eventually.Deadline,
        DefaultRequestVersion = version ?? HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public static async Task<string> EchoAsync(this ClientWebSocket socket, string text)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, limit.Token);
        var buffer = new byte[4096];
        var read = await socket.ReceiveAsync(buffer, limit.Token);
        return Encoding.UTF8.GetString(buffer, 0, read.Count);
    }

    public static async Task<Socket> ConnectAsync(IPEndPoint endPoint)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint, limit.Token);
        return socket;
    }

    /// <summary>Reads so many bytes, or fewer if the connection ends or is cut.</summary>
    public static async Task<string> ReadTextAsync(this Socket socket, int count)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        var buffer = new byte[count];
        var total = 0;
        try
        {
            while (total < count && await socket.ReceiveAsync(buffer.AsMemory(total), limit.Token) is var read and > 0)
            {
                total += read;
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset)
        {
            return Encoding.Latin1.GetString(buffer, 0, total);
        }

        return Encoding.Latin1.GetString(buffer, 0, total);
    }

    /// <summary>Sends raw bytes and reads until the connection ends.</summary>
    public static async Task<string> RawAsync(IPEndPoint endPoint, string request)
    {
        using var socket = await ConnectAsync(endPoint);
        await socket.SendAsync(Encoding.Latin1.GetBytes(request));
        return await socket.ReadTextAsync(1 << 20);
    }
}
