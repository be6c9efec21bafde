using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Proxies;

/// <summary>What clients of a proxy do.</summary>
internal static class Asker
{
    /// <summary>A client that follows nothing and takes any certificate.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "Which certificate is shown is what is tested; nothing secret is sent.")]
    public static HttpClient New(Version? version = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 32, SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true } };
        return new HttpClient(handler) { Timeout = Require.Patience * 2, DefaultRequestVersion = version ?? HttpVersion.Version11, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    /// <summary>Asks once: a GET, unless the request is made otherwise.</summary>
    public static async Task<(HttpStatusCode Status, string Body, HttpResponseMessage Answer)> AskAsync(Uri address, CancellationToken cancellationToken, Action<HttpRequestMessage>? make = null)
    {
        using var client = New();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        make?.Invoke(request);
        var answer = await client.SendAsync(request, cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken), answer);
    }

    /// <summary>A header's value as the origin told it; null if it did not arrive.</summary>
    public static string? Header(string told, string name) => told.Split('\n')
        .Where(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 2)..]).FirstOrDefault();

    public static async Task<Socket> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Reads so many bytes, or fewer if the connection ends or is cut.</summary>
    public static async Task<string> ReadAsync(Stream stream, int count, CancellationToken cancellationToken)
    {
        var buffer = new byte[count];
        var total = 0;
        try
        {
            while (total < count && await stream.ReadAsync(buffer.AsMemory(total), cancellationToken) is var read and > 0)
            {
                total += read;
            }
        }
        catch (IOException)
        {
            // Cut: what came is what there is.
        }

        return Encoding.Latin1.GetString(buffer, 0, total);
    }

    public static async Task<ClientWebSocket> OpenSocketAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, cancellationToken);
        return socket;
    }

    public static async Task<string> EchoAsync(ClientWebSocket socket, string text, CancellationToken cancellationToken)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, cancellationToken);
        var buffer = new byte[4096];
        var read = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, read.Count);
    }
}
