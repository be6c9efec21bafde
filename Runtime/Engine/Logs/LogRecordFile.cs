using Microsoft.Win32.SafeHandles;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>
/// Holds a <see cref="LogRecord"/> in two slots written in turn, so that one whose writing was cut off leaves the one
/// before. Not synced: what the kernel took survives the agent's death, and a machine's death ends its containers too.
/// </summary>
internal sealed class LogRecordFile : IDisposable
{
    private readonly SafeFileHandle _file;

    public LogRecordFile(string path)
    {
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Current = Read(_file);
    }

    /// <summary>What was committed last; null in a new file, or one that a crash of the machine left unreadable.</summary>
    public LogRecord? Current { get; private set; }

    /// <summary>Opens the record of a log that was begun; null if there is none.</summary>
    public static LogRecordFile? OpenExisting(string path) => File.Exists(path) ? new LogRecordFile(path) : null;

    /// <summary>Reads the record of an attempt without writing to it: empty before its first output, null if there is no such attempt.</summary>
    public static LogRecord? Read(AttemptPaths paths) => Read(paths.State) ?? (File.Exists(paths.StandardOutput) ? default(LogRecord) : null);

    /// <summary>Reads a record without writing to it; null if there is none.</summary>
    public static LogRecord? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return Read(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // deleted meanwhile
        }
    }

    public LogRecord Commit(LogRecord record)
    {
        record = record with { Sequence = (Current?.Sequence ?? 0) + 1 };
        Span<byte> bytes = stackalloc byte[LogRecord.Size];
        record.Encode(bytes);
        RandomAccess.Write(_file, bytes, record.Sequence % 2 * LogRecord.Size);
        Current = record;
        return record;
    }

    public void Dispose() => _file.Dispose();

    private static LogRecord? Read(SafeFileHandle file)
    {
        Span<byte> bytes = stackalloc byte[2 * LogRecord.Size];
        RandomAccess.Read(file, bytes, 0);
        var first = LogRecord.Decode(bytes);
        var second = LogRecord.Decode(bytes[LogRecord.Size..]);
        return first?.Sequence > (second?.Sequence ?? -1) ? first : second;
    }
}
