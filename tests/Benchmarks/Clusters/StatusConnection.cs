using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reeve.Benchmarks.Clusters;

/// <summary>A connection over which one request is sent again and again: no more of HTTP than that takes, so that the server is what is measured.</summary>
internal sealed class StatusConnection : IDisposable
{
    private const string LengthHeader = "\r\nContent-Length: ";
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly byte[] _request;

    private StatusConnection(byte[] request) => _request = request;

    /// <summary>Connects.</summary>
    public static async Task<StatusConnection> OpenAsync(IPEndPoint endPoint, string path, CancellationToken cancellationToken)
    {
        var connection = new StatusConnection(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {endPoint}\r\nAccept: application/json\r\n\r\n"));
        await connection._socket.ConnectAsync(endPoint, cancellationToken);
        return connection;
    }

    /// <summary>Asks once.</summary>
    /// <returns>The seconds until the whole answer was there.</returns>
    /// <exception cref="BenchmarkException">The answer is not what it should be.</exception>
    public async Task<double> AskAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        await _socket.SendAsync(_request, cancellationToken);
        var have = 0;
        var wanted = int.MaxValue;
        while (have < wanted)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(have), cancellationToken);
            have += read > 0 ? read : throw new BenchmarkException("the server has closed the connection");
            wanted = wanted < int.MaxValue ? wanted : WantedOf(_buffer.AsSpan(0, have));
        }

        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    // How long the answer is, once its head is there.
    private static int WantedOf(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return int.MaxValue;
        }

        var text = Encoding.ASCII.GetString(answer[..head]);
        var at = text.IndexOf(LengthHeader, StringComparison.OrdinalIgnoreCase);
        return text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) && at > 0
            ? head + 4 + int.Parse(text.AsSpan(at + LengthHeader.Length).ToString().Split('\r')[0], CultureInfo.InvariantCulture)
            : throw new BenchmarkException($"the server answered {text.Split('\r')[0]}");
    }
}
