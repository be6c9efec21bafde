using System.Text;
using Reeve.Streams;

namespace Reeve.Runtime.Engine.Probes;

/// <summary>Keeps the first 10 KB of what is written and drops the rest. Both streams of a command may write at once.</summary>
internal sealed class BoundedOutput : WriteStream
{
    private const int MaxLength = 10 * 1024;
    private readonly Lock _lock = new();
    private readonly MemoryStream _kept = new();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _kept.Write(buffer.Span[..(int)Math.Min(buffer.Length, MaxLength - _kept.Length)]);
        }

        return ValueTask.CompletedTask;
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return Encoding.UTF8.GetString(_kept.GetBuffer(), 0, (int)_kept.Length);
        }
    }
}
