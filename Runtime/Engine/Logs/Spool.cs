using Microsoft.Win32.SafeHandles;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>
/// The file that a workload appends one of its streams to. What was read is freed and reads as zeros, which also shows a
/// workload that truncates the file (<c>echo x &gt; /dev/stderr</c>) even if it has grown past the former place since.
/// </summary>
internal sealed class Spool : IDisposable
{
    private const long FreeEvery = 1024 * 1024;

    private readonly FileStream _stream;
    private bool _canFree = OperatingSystem.IsLinux();

    public Spool(string path, SpoolPosition position)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        }

        _stream = new FileStream(path, options); // the way to give a new file a mode; only its handle is used
        Path = path;
        Position = position;
    }

    public string Path { get; }

    private SafeFileHandle Handle => _stream.SafeFileHandle;

    /// <summary>What was read and committed.</summary>
    public SpoolPosition Position { get; private set; }

    /// <summary>Reads what follows the position.</summary>
    /// <param name="buffer">Its first byte is for a look at the byte before.</param>
    /// <returns>What was read, a part of the buffer.</returns>
    public ReadOnlySpan<byte> Read(Span<byte> buffer)
    {
        var (offset, freed) = Position;
        if (offset > 0)
        {
            // Starts one byte before: that byte is there unless the file was truncated, and zero if it was freed.
            var count = RandomAccess.Read(Handle, buffer, offset - 1);
            if (count > 0 && (freed < offset || buffer[0] == 0))
            {
                return buffer[1..count];
            }

            Position = new SpoolPosition(OperatingSystem.IsLinux() ? FileHoles.FirstData(Handle) : 0, 0);
        }

        return buffer[..RandomAccess.Read(Handle, buffer, Position.Offset)];
    }

    /// <summary>Goes on after bytes that were committed.</summary>
    public void Advance(long bytes) => Position = Position with { Offset = Position.Offset + bytes };

    /// <summary>Frees what was read: all of it when the workload rests, in large pieces otherwise.</summary>
    public bool Free(bool rested)
    {
        var (offset, freed) = Position;
        if (!_canFree || offset == freed || (!rested && offset - freed < FreeEvery) || !OperatingSystem.IsLinux())
        {
            return false;
        }

        _canFree = FileHoles.TryPunch(Handle, freed, offset - freed);
        Position = _canFree ? new SpoolPosition(offset, offset) : Position;
        return _canFree;
    }

    public void Dispose() => _stream.Dispose();
}
