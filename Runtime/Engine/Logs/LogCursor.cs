using Microsoft.Win32.SafeHandles;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>A place in the log of an attempt that moves on over rotations.</summary>
internal sealed class LogCursor(AttemptPaths paths, long generation, long position) : IDisposable
{
    private SafeFileHandle? _file;

    public long Generation { get; private set; } = generation;

    public long Position { get; private set; } = position;

    /// <summary>Reads on up to what a record covers. Never reads over the end of a file, which is the end of a line.</summary>
    /// <returns>Bytes read; 0 at the end.</returns>
    public int Read(Span<byte> buffer, LogRecord record)
    {
        while (true)
        {
            _file ??= LogSegments.Open(paths, Generation);
            var left = _file is null ? 0 : LogSegments.Length(_file, Generation, record) - Position;
            if (left > 0)
            {
                var count = RandomAccess.Read(_file!, buffer[..(int)Math.Min(buffer.Length, left)], Position);
                Position += count;
                return count;
            }

            if (Generation >= record.Generation)
            {
                return 0;
            }

            // A file that was rotated away before it was read is skipped.
            _file?.Dispose();
            _file = null;
            Generation = LogSegments.Next(paths, Generation + 1, record);
            Position = 0;
        }
    }

    public void Dispose() => _file?.Dispose();
}
