using System.Net.Sockets;

namespace Reeve.Plugins.Proxy.Tcp;

/// <summary>A socket's stream that begins with bytes that were read from it before.</summary>
internal sealed class LeadStream(Socket socket, ReadOnlyMemory<byte> lead) : NetworkStream(socket, ownsSocket: false)
{
    private ReadOnlyMemory<byte> _lead = lead;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_lead.IsEmpty || buffer.IsEmpty)
        {
            return _lead.IsEmpty ? base.ReadAsync(buffer, cancellationToken) : new ValueTask<int>(0);
        }

        var count = Math.Min(buffer.Length, _lead.Length);
        _lead[..count].CopyTo(buffer);
        _lead = _lead[count..];
        return new ValueTask<int>(count);
    }
}
