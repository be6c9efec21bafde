using System.Text;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>Keeps the last bytes of what is written to it.</summary>
internal sealed class TailStream(int capacity) : Stream
{
    private readonly MemoryStream _kept = new();
    private bool _cut;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _kept.Write(buffer);
        if (_kept.Length > 2L * capacity + buffer.Length)
        {
            var kept = _kept.GetBuffer();
            kept.AsSpan((int)_kept.Length - capacity, capacity).CopyTo(kept);
            _kept.SetLength(capacity);
            _cut = true;
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
