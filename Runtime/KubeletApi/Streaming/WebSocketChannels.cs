using System.Buffers;
using System.Net.WebSockets;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>Several channels over one WebSocket. Thread-safe.</summary>
internal sealed partial class WebSocketChannels : IAsyncDisposable
{
    private const int MaxPayload = 32 * 1024;
    private const int MaxTextMessage = 1024 * 1024;
    private const byte CloseChannel = 255;
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Dictionary<byte, InboundBuffer> _inputs;
    private readonly WebSocketProtocol _protocol;
    private readonly StreamingServices _services;
    private readonly CancellationToken _closed;
    private readonly WebSocket _socket;
    private readonly IdleWatch _idle;
    private readonly Action _abort;
    private readonly Task _reading;

    /// <param name="socket">The connection; disposed of with this.</param>
    /// <param name="protocol">How messages are written.</param>
    /// <param name="inputs">Channels that are read; what comes for others is dropped.</param>
    /// <param name="services">Limits.</param>
    /// <param name="abort">Cuts the connection.</param>
    public WebSocketChannels(WebSocket socket, WebSocketProtocol protocol, IEnumerable<byte> inputs, StreamingServices services, Action abort)
    {
        (_socket, _protocol, _services, _abort, _closed) = (socket, protocol, services, abort, _closing.Token);
        _inputs = inputs.ToDictionary(static channel => channel, _ => new InboundBuffer(services.Limits.StreamBuffer));
        _idle = new IdleWatch(services.Limits.IdleTimeout, _closing.Cancel, services.Time);
        _reading = Task.Run(ReadAsync, CancellationToken.None);
    }

    /// <summary>The connection has ended, or was idle for too long.</summary>
    public CancellationToken Closed => _closed;

    /// <summary>A channel as a stream.</summary>
    public Stream Open(byte channel) => new ChannelStream(this, channel, _inputs.GetValueOrDefault(channel));

    /// <summary>Sends data on a channel, in several messages if it is much.</summary>
    /// <exception cref="IOException">The connection has ended.</exception>
    public async Task SendAsync(byte channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        do
        {
            var part = data[..Math.Min(data.Length, MaxPayload)];
            await SendOneAsync(channel, part, cancellationToken);
            data = data[part.Length..];
        }
        while (!data.IsEmpty);
    }

    /// <summary>Closes the connection and waits for the client to do so as well, or for the linger time.</summary>
    public async Task CloseAsync()
    {
        foreach (var input in _inputs.Values)
        {
            input.Abandon();
        }

        try
        {
            await _sending.WaitAsync(_closed);
            try
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _closed);
            }
            finally
            {
                _sending.Release();
            }

            await _reading.WaitAsync(_services.Limits.Linger, _services.Time);
        }
        catch (Exception e) when (e is TimeoutException or WebSocketException or IOException or OperationCanceledException or InvalidOperationException)
        {
            await _closing.CancelAsync();
        }
    }

    /// <summary>Ends the connection at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_socket.State is not (WebSocketState.Closed or WebSocketState.CloseSent))
        {
            _abort();
        }

        await _reading;
        _idle.Dispose();
        _socket.Dispose();
    }

    private async Task SendOneAsync(byte channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChannelMessages.Length(data.Length, _protocol.Base64));
        try
        {
            var length = ChannelMessages.Write(channel, data.Span, _protocol.Base64, buffer);
            await _sending.WaitAsync(cancellationToken);
            try
            {
                // A message that is cut off ends the connection: only that may cancel it.
                var type = _protocol.Base64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
                await _socket.SendAsync(buffer.AsMemory(0, length), type, endOfMessage: true, _closed);
                _idle.Touch();
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException || (e is OperationCanceledException && _closed.IsCancellationRequested))
        {
            throw new IOException("The connection has ended.", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
