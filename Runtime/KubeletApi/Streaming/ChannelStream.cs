using Reeve.Streams;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>A channel of a WebSocket. The protocol has no half-close towards the client.</summary>
internal sealed class ChannelStream(WebSocketChannels channels, byte channel, InboundBuffer? input) : DuplexStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        input?.ReadAsync(buffer, cancellationToken) ?? ValueTask.FromResult(0);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!buffer.IsEmpty)
        {
            await channels.SendAsync(channel, buffer, cancellationToken);
        }
    }
}
