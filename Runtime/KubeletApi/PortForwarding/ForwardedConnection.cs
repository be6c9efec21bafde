using Reeve.Runtime.KubeletApi.Streaming;
using Reeve.Streams;

namespace Reeve.Runtime.KubeletApi.PortForwarding;

/// <summary>
/// A forwarded connection as the provider sees it. When the pod has closed its end, the error stream ends as well: kubectl closes the
/// local connection only when it has read both to their ends, and the pod's peer may wait for just that.
/// </summary>
internal sealed class ForwardedConnection(StreamPair pair) : DuplexStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        pair.Data!.ReadAsync(buffer, cancellationToken);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await pair.Data!.WriteAsync(buffer, cancellationToken);
        if (buffer.IsEmpty)
        {
            await pair.Error!.CompleteWritesAsync();
        }
    }
}
