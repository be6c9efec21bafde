using System.Buffers.Text;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>Makes lines with times of blocks. A line that a block cuts is finished by a later one. Not thread-safe.</summary>
/// <param name="now">The time of what is not indexed yet.</param>
internal sealed class LogAssembler(Func<DateTimeOffset> now)
{
    // A line without an end is handed on in pieces, as the kubelet's logs do it.
    private const int MaxLine = 16 * 1024;
    private readonly List<byte> _output = [];
    private readonly List<byte> _error = [];
    private long _outputAt = -1;
    private long _errorAt = -1;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>Takes a block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>Its lines in the order in which they were written, as far as the index tells.</returns>
    public IEnumerable<LogLine> Take(LogBlock block)
    {
        var (output, error) = (block.Output, block.Error);
        var entries = Entries(block.Index).ToList();

        // The sizes are those of the files: where this block begins in them follows from where it ends.
        if (entries.Count > 0)
        {
            _outputAt = entries[^1].Output - output.Length;
            _errorAt = entries[^1].Error - error.Length;
        }

        foreach (var (time, outputs, errors) in entries)
        {
            _last = time;
            foreach (var line in Cut(_output, Slice(ref output, outputs, ref _outputAt), LogStream.Stdout, time))
            {
                yield return line;
            }

            foreach (var line in Cut(_error, Slice(ref error, errors, ref _errorAt), LogStream.Stderr, time))
            {
                yield return line;
            }
        }

        var rest = output.Length + error.Length > 0 ? Later(now(), _last) : _last;
        foreach (var line in Cut(_output, output, LogStream.Stdout, rest).Concat(Cut(_error, error, LogStream.Stderr, rest)))
        {
            yield return line;
        }
    }

    /// <summary>What was begun and not finished.</summary>
    public IEnumerable<LogLine> Rest()
    {
        foreach (var (stream, text) in new[] { (LogStream.Stdout, _output), (LogStream.Stderr, _error) })
        {
            if (text.Count > 0)
            {
                yield return new LogLine(_last, stream, text.ToArray());
                text.Clear();
            }
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static ReadOnlyMemory<byte> Slice(ref ReadOnlyMemory<byte> bytes, long end, ref long at)
    {
        var length = (int)Math.Clamp(end - at, 0, bytes.Length);
        var slice = bytes[..length];
        bytes = bytes[length..];
        at += length;
        return slice;
    }

    private static IEnumerable<LogLine> Cut(List<byte> begun, ReadOnlyMemory<byte> bytes, LogStream stream, DateTimeOffset time)
    {
        while (bytes.Length > 0)
        {
            var newline = bytes.Span.IndexOf((byte)'\n');
            var length = newline < 0 ? bytes.Length : newline + 1;
            if (newline < 0 && begun.Count + length < MaxLine)
            {
                begun.AddRange(bytes.Span);
                yield break;
            }

            if (begun.Count == 0)
            {
                yield return new LogLine(time, stream, bytes[..length]);
            }
            else
            {
                begun.AddRange(bytes.Span[..length]);
                yield return new LogLine(time, stream, begun.ToArray());
                begun.Clear();
            }

            bytes = bytes[length..];
        }
    }

    private static IEnumerable<(DateTimeOffset Time, long Output, long Error)> Entries(ReadOnlyMemory<byte> index)
    {
        while (index.Length > 0)
        {
            var newline = index.Span.IndexOf((byte)'\n');
            var line = newline < 0 ? index : index[..newline];
            index = newline < 0 ? default : index[(newline + 1)..];
            if (TryEntry(line.Span, out var entry))
            {
                yield return entry;
            }
        }
    }

    private static bool TryEntry(ReadOnlySpan<byte> line, out (DateTimeOffset Time, long Output, long Error) entry)
    {
        entry = default;
        if (!Utf8Parser.TryParse(line, out long time, out var first) || first >= line.Length
            || !Utf8Parser.TryParse(line[(first + 1)..], out long output, out var second) || first + second + 1 >= line.Length
            || !Utf8Parser.TryParse(line[(first + second + 2)..], out long error, out _)
            || time is < 0 or > 253_402_300_799_000_000)
        {
            return false;
        }

        entry = (DateTimeOffset.UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond), output, error);
        return true;
    }
}
