using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>
/// Reads logs from their directory, with or without an agent that writes them. Changes nothing. Thread-safe. Lines that the
/// agent has not taken from a workload yet are not seen.
/// </summary>
public sealed class LogReader
{
    private readonly LogOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<AttemptPaths, Task?> _next;

    /// <summary>Reads the logs of a directory.</summary>
    /// <param name="options">As the agent has them; the directory and the interval count.</param>
    /// <param name="time">The clock, for following.</param>
    public LogReader(LogOptions options, TimeProvider time)
        : this(options, time, _ => null)
    {
    }

    internal LogReader(LogOptions options, TimeProvider time, Func<AttemptPaths, Task?> next) =>
        (_options, _time, _next) = (options, time, next);

    /// <summary>Reads the log of a container's newest run, or of the one before.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="query">What to read.</param>
    /// <param name="output">Takes lines; flushed after each batch.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: there is no such log.</exception>
    public Task ReadAsync(PodId pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync(Find(pod, container, query.Previous), query, output, cancellationToken);
    }

    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: there is none.</exception>
    internal AttemptPaths Find(PodId pod, string container, bool previous)
    {
        var attempts = LogPaths.Attempts(_options, pod, container);
        if (attempts.Count == 0)
        {
            throw new ProviderException(ErrorReason.NotFound, $"Container \"{container}\" has no log: it has not started yet.");
        }

        var wanted = attempts[^1].Attempt - (previous ? 1 : 0);
        return attempts.FirstOrDefault(paths => paths.Attempt == wanted)
            ?? throw new ProviderException(ErrorReason.NotFound, $"Container \"{container}\" has no previous log: it has not been restarted.");
    }

    internal async Task ReadAsync(AttemptPaths paths, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        var buffer = new byte[4 * CriFormat.MaxLineBytes];
        var writer = new LogWriter(query, output);
        using var cursor = Start(paths, query);
        while (cursor is not null && !writer.IsFull)
        {
            // Taken before the record is read, so that no change after it is missed.
            var change = query.Follow ? _next(paths) ?? Task.Delay(_options.PollInterval, _time, cancellationToken) : Task.CompletedTask;
            if (LogRecordFile.Read(paths) is not { } record)
            {
                return;
            }

            await CopyAsync(cursor, record, writer, buffer, cancellationToken).ConfigureAwait(false);
            if (!query.Follow || record.Completed)
            {
                return;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static LogCursor? Start(AttemptPaths paths, LogQuery query)
    {
        if (LogRecordFile.Read(paths) is not { } record)
        {
            return null;
        }

        return query.TailLines is { } lines
            ? new TailFinder(paths, record, Math.Max(0, lines), query.Stream).Find()
            : new LogCursor(paths, LogSegments.Next(paths, 0, record), 0);
    }

    private static async Task CopyAsync(
        LogCursor cursor, LogRecord record, LogWriter writer, byte[] buffer, CancellationToken cancellationToken)
    {
        var kept = 0;
        while (!writer.IsFull && cursor.Read(buffer.AsSpan(kept), record) is > 0 and var count)
        {
            var taken = writer.Append(buffer.AsSpan(0, kept + count));

            // A line that fits into no buffer was written by somebody else.
            kept = taken == 0 && kept + count == buffer.Length ? 0 : kept + count - taken;
            buffer.AsSpan(taken, kept).CopyTo(buffer);
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
