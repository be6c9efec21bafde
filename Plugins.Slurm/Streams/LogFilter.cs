using System.Globalization;
using System.Text;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>Writes the lines that a query asks for. Not thread-safe.</summary>
internal sealed class LogFilter(LogQuery query, Stream output)
{
    private readonly Queue<LogLine> _tail = new();
    private bool _isCaughtUp = query.TailLines is null;
    private long _left = query.LimitBytes ?? long.MaxValue;

    /// <summary>Whether nothing more is wanted.</summary>
    public bool IsFull => _left <= 0;

    /// <summary>Takes lines in order.</summary>
    public async Task TakeAsync(IEnumerable<LogLine> lines, CancellationToken cancellationToken)
    {
        foreach (var line in lines)
        {
            if (_isCaughtUp)
            {
                await WriteAsync(line, cancellationToken);
                continue;
            }

            _tail.Enqueue(line);
            if (_tail.Count > query.TailLines)
            {
                _tail.Dequeue();
            }
        }
    }

    /// <summary>All that was there has been taken: from here on every line counts.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        _isCaughtUp = true;
        while (_tail.TryDequeue(out var line))
        {
            await WriteAsync(line, cancellationToken);
        }

        await output.FlushAsync(cancellationToken);
    }

    private async Task WriteAsync(LogLine line, CancellationToken cancellationToken)
    {
        if (line.Time < query.SinceTime || (query.Stream is LogStream.Stdout or LogStream.Stderr && query.Stream != line.Stream))
        {
            return;
        }

        if (query.Timestamps)
        {
            // Nanoseconds with all their zeros, as a container's log has them.
            var time = line.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z '", CultureInfo.InvariantCulture);
            await WriteAsync(Encoding.ASCII.GetBytes(time), cancellationToken);
        }

        await WriteAsync(line.Text, cancellationToken);
        if (line.Text.Span is not [.., (byte)'\n'])
        {
            await WriteAsync("\n"u8.ToArray(), cancellationToken);
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(_left, bytes.Length);
        if (count > 0)
        {
            _left -= count;
            await output.WriteAsync(bytes[..count], cancellationToken);
        }
    }
}
