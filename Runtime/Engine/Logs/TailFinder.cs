using Microsoft.Win32.SafeHandles;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>Finds where the last lines begin, reading from the end backwards over rotated files.</summary>
internal sealed class TailFinder(AttemptPaths paths, LogRecord record, long lines, LogStream stream)
{
    private const int WindowBytes = 8 * CriFormat.MaxLineBytes;

    private readonly byte[] _window = new byte[WindowBytes];
    private long _found;
    private bool _any;

    public LogCursor Find()
    {
        var oldest = LogSegments.Next(paths, 0, record);
        for (var generation = record.Generation; generation >= oldest; generation--)
        {
            using var file = LogSegments.Open(paths, generation);
            if (file is not null && FindIn(file, LogSegments.Length(file, generation, record)) is { } position)
            {
                return new LogCursor(paths, generation, position);
            }
        }

        return new LogCursor(paths, oldest, 0);
    }

    /// <summary>The place in a file from which on the wanted lines are all there is; null if it is before the file.</summary>
    private long? FindIn(SafeFileHandle file, long end)
    {
        while (end > 0)
        {
            var start = Math.Max(0, end - WindowBytes);
            var window = _window.AsSpan(0, RandomAccess.Read(file, _window.AsSpan(0, (int)(end - start)), start));

            // The first line of the window may have begun before it.
            var whole = start == 0 ? 0 : window.IndexOf((byte)'\n') + 1;
            if (FindIn(window[whole..]) is { } offset)
            {
                return start + whole + offset;
            }

            end = start == 0 || whole == window.Length ? start : start + whole;
        }

        return lines == 0 ? end : null;
    }

    private int? FindIn(ReadOnlySpan<byte> window)
    {
        var end = window.Length;
        while (end > 0)
        {
            var begin = window[..(end - 1)].LastIndexOf((byte)'\n') + 1;
            if (CriLine.TryParse(window[begin..(end - 1)], out var line) && line.IsOf(stream))
            {
                // A line of output ends with each F, and at the very end even without one.
                if ((!line.IsPartial || !_any) && _found++ == lines)
                {
                    return end;
                }

                _any = true;
            }

            end = begin;
        }

        return null;
    }
}
