using System.Text;
using Reeve.Streams;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>Keeps the last bytes of what is written to it.</summary>
internal sealed class TailStream(int capacity) : WriteStream
{
    private readonly MemoryStream _kept = new();
    private bool _cut;

    /// <summary>What was kept, from the first whole character on.</summary>
    public string Text
    {
        get
        {
            var bytes = _kept.GetBuffer().AsSpan(0, (int)_kept.Length);
            var excess = Math.Max(0, bytes.Length - capacity);
            bytes = bytes[excess..];
            while ((_cut || excess > 0) && !bytes.IsEmpty && (bytes[0] & 0xC0) == 0x80)
            {
                bytes = bytes[1..];
            }

            return Encoding.UTF8.GetString(bytes);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _kept.Write(buffer.Span);
        if (_kept.Length > 2L * capacity + buffer.Length)
        {
            var kept = _kept.GetBuffer();
            kept.AsSpan((int)_kept.Length - capacity, capacity).CopyTo(kept);
            _kept.SetLength(capacity);
            _cut = true;
        }

        return ValueTask.CompletedTask;
    }
}
