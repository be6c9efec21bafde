using System.Buffers;
using Microsoft.AspNetCore.Connections.Features;

namespace Reeve.Plugins.Proxy.Tls;

/// <summary>
/// Lends blocks of as much as a record of TLS holds (16 KiB, RFC 8446, 5.1). The server writes a block as a record and a packet of its own: with its
/// usual blocks of 4 KiB each large answer costs four times as many of both.
/// </summary>
internal sealed class RecordPool : MemoryPool<byte>, IMemoryPoolFeature
{
    private const int RecordSize = 16 * 1024;

    private RecordPool()
    {
    }

    /// <summary>The one for all connections. It holds nothing itself.</summary>
    public static RecordPool Instance { get; } = new();

    public override int MaxBufferSize => Array.MaxLength;

    MemoryPool<byte> IMemoryPoolFeature.MemoryPool => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Block(ArrayPool<byte>.Shared.Rent(Math.Max(RecordSize, minBufferSize)));

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Block(byte[] array) : IMemoryOwner<byte>
    {
        private byte[]? _array = array;

        public Memory<byte> Memory => _array;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is { } lent)
            {
                ArrayPool<byte>.Shared.Return(lent);
            }
        }
    }
}
