using System.Net.Sockets;
using System.Text;

namespace Reeve.Testing;

/// <summary>A service manager's end of sd_notify.</summary>
public sealed class NotifySocket : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    /// <summary>Binds it.</summary>
    public NotifySocket() => _socket.Bind(new UnixDomainSocketEndPoint(Path));

    /// <summary>The value of NOTIFY_SOCKET.</summary>
    public string Path => _directory["notify"];

    /// <summary>The next message, byte by byte.</summary>
    public async Task<byte[]> ReceiveBytesAsync()
    {
        var buffer = new byte[256 * 1024];
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        return buffer[..await _socket.ReceiveAsync(buffer, deadline.Token)];
    }

    /// <summary>The next message.</summary>
    public async Task<string> ReceiveAsync() => Encoding.UTF8.GetString(await ReceiveBytesAsync());

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _directory.Dispose();
    }
}
