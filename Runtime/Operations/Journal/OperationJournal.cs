using System.Text.Json;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Operations.Journal;

/// <summary>
/// The journal of one operation: a file of lines, each on disk before <see cref="Append"/> returns. A last line that a crash has torn is cut off
/// when the file is opened again. Thread-safe.
/// </summary>
internal sealed class OperationJournal : IDisposable
{
    public const string Extension = ".journal";

    private readonly Lock _lock = new();
    private readonly Action<JournalMoment> _moment;
    private readonly FileStream _file;
    private long _length;

    private OperationJournal(string path, FileMode mode, Action<JournalMoment>? moment)
    {
        _moment = moment ?? (static _ => { });
        _file = PrivateFile.Open(path, mode);
    }

    /// <summary>Begins a journal.</summary>
    /// <exception cref="IOException">It is there already, or cannot be written.</exception>
    public static OperationJournal Create(string path, Action<JournalMoment>? moment = null)
    {
        var journal = new OperationJournal(path, FileMode.CreateNew, moment);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
        return journal;
    }

    /// <summary>Opens a journal to go on with it.</summary>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static OperationJournal Open(string path, Action<JournalMoment>? moment = null)
    {
        var length = Scan(path, static _ => { });
        var journal = new OperationJournal(path, FileMode.Open, moment);
        journal._length = length;
        return journal;
    }

    /// <summary>Reads the whole lines of a journal.</summary>
    /// <exception cref="IOException">It cannot be read, or is damaged in the middle.</exception>
    public static IReadOnlyList<OperationRecord> Read(string path)
    {
        var records = new List<OperationRecord>();
        Scan(path, records.Add);
        return records;
    }

    /// <summary>Appends a line and waits until it is on disk.</summary>
    /// <exception cref="JournalException">It is not; what was written of it is cut off by the next one.</exception>
    public void Append(OperationRecord record)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(record, OperationJson.Default.OperationRecord);
        lock (_lock)
        {
            try
            {
                _moment(JournalMoment.BeforeWrite);
                _file.SetLength(_length);
                _file.Position = _length;
                _file.Write([.. line, (byte)'\n']);
                _moment(JournalMoment.Written);
                _file.Flush(flushToDisk: true);
                _length += line.Length + 1;
                _moment(JournalMoment.OnDisk);
            }
            catch (IOException e)
            {
                throw new JournalException($"The journal {_file.Name} cannot be written: {e.Message}", e);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Gives each whole line to a receiver; returns the length up to the last line end.</summary>
    private static long Scan(string path, Action<OperationRecord> receive)
    {
        var content = File.ReadAllBytes(path);
        var start = 0;
        for (var number = 1; content.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var length; number++)
        {
            try
            {
                receive(JsonSerializer.Deserialize(content.AsSpan(start, length), OperationJson.Default.OperationRecord)!);
            }
            catch (JsonException e)
            {
                throw new IOException($"{path} is damaged in line {number}: {e.Message} Move it away to go on without this operation.", e);
            }

            start += length + 1;
        }

        return start;
    }
}
