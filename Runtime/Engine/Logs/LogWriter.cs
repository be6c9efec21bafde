using System.Buffers;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>
/// Turns CRI lines into output: filters, puts times before lines, joins lines that were split, and stops at a limit. As the
/// kubelet does, pieces of both streams are joined in the order in which they were written.
/// </summary>
internal sealed class LogWriter(LogQuery query, Stream output)
{
    private readonly byte[]? _since = query.SinceTime is { } since ? CriFormat.Time(since) : null;
    private readonly ArrayBufferWriter<byte> _pending = new();
    private long _left = query.LimitBytes ?? long.MaxValue;
    private bool _atLineStart = true;

    public bool IsFull => _left <= 0;

    /// <summary>Takes the whole lines of a piece of a CRI file.</summary>
    /// <returns>Bytes taken.</returns>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (!IsFull && bytes[taken..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            if (CriLine.TryParse(bytes.Slice(taken, length), out var line))
            {
                Append(line);
            }

            taken += length + 1;
        }

        return taken;
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_pending.WrittenCount > 0)
        {
            await output.WriteAsync(_pending.WrittenMemory, cancellationToken).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            _pending.ResetWrittenCount();
        }
    }

    private void Append(CriLine line)
    {
        if (!line.IsOf(query.Stream) || (_since is not null && line.Time.SequenceCompareTo(_since) < 0))
        {
            return;
        }

        if (query.Timestamps && _atLineStart)
        {
            Put(line.Time);
            Put(" "u8);
        }

        Put(line.Text);
        _atLineStart = !line.IsPartial;
        if (_atLineStart)
        {
            Put("\n"u8);
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        var count = (int)Math.Min(bytes.Length, _left);
        _pending.Write(bytes[..count]);
        _left -= count;
    }
}
