using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Pods.Store;

/// <summary>
/// The file that all pods share, and that lines are appended to. Shared, because files and directories are what a pod's start costs most,
/// and because one write to the disk brings any number of lines there. Thread-safe.
/// </summary>
/// <remarks>
/// What is in the file counts up to its last line end. A line that could not be written whole, or not to the disk, is cut off before the
/// next one follows. When more than half of a file does not count any more, what counts is written into a new one that takes its
/// place in one step:
/// <code>
/// lines that count ──► pods.journal.tmp ──► fsync ──► rename ──► fsync of the directory, before anything else is said to be on disk
/// </code>
/// </remarks>
internal sealed class PodJournal : IDisposable
{
    public const string FileName = "pods.journal";

    /// <summary>A smaller file is not worth the trouble.</summary>
    public const long SmallestToTidy = 1 << 20;

    private const int ChunkBytes = 1 << 20;

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly Action<PodJournalStep> _step;
    private PodJournalIndex _index = new();
    private FileStream _file;
    private long _length;
    private long _tidyAt = SmallestToTidy;
    private bool _hasTail;
    private bool _isNamed;

    /// <summary>Opens the journal of a state directory; changes nothing yet but to make the file if there is none.</summary>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public PodJournal(string directory, Action<PodJournalStep>? step = null)
    {
        _path = Path.Combine(directory, FileName);
        _step = step ?? (static _ => { });
        _file = Open(_path, FileMode.OpenOrCreate);
        var (whole, length) = PodJournalScan.Read(_path, (place, line) =>
        {
            if (PodJournalLine.TryParse(line, out var kind, out var uid, out _))
            {
                _index.Add(kind, uid, place);
            }
        });
        (_length, _hasTail) = (whole, length > whole);
    }

    private SafeFileHandle Handle => _file.SafeFileHandle;

    /// <summary>Appends lines: all or none.</summary>
    /// <exception cref="IOException">They are not in the file, or not on disk.</exception>
    public void Append(IReadOnlyList<PodJournalRecord> records)
    {
        lock (_lock)
        {
            CutTail();
            try
            {
                _hasTail = true;
                RandomAccess.Write(Handle, [.. records.Select(record => record.Line)], _length);
                _step(PodJournalStep.Appended);
                if (records.Any(record => record.Durable))
                {
                    Flush();
                }

                _hasTail = false;
            }
            finally
            {
                TryCutTail();
            }

            foreach (var record in records)
            {
                _index.Add(record.Kind, record.Uid, new(_length, record.Line.Length));
                _length += record.Line.Length;
            }
        }
    }

    /// <summary>Pods of which something is said, but no intent.</summary>
    public IReadOnlyList<string> WithoutIntent()
    {
        lock (_lock)
        {
            return [.. _index.Uids.Where(uid => !_index.HasIntent(uid))];
        }
    }

    /// <summary>Leaves out what does not count any more, if that is most of the file.</summary>
    /// <exception cref="IOException">It cannot be done now; the file is as good as before.</exception>
    public void Tidy()
    {
        lock (_lock)
        {
            if (_length < _tidyAt || _length < 2 * _index.Live)
            {
                return;
            }

            // Where it fails, it is tried again once there is more to win.
            _tidyAt = _length + SmallestToTidy;
            Rewrite();
            _tidyAt = SmallestToTidy;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _file.Dispose();
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options); // the way to give a new file a mode; only its handle is used
    }

    private void Flush()
    {
        RandomAccess.FlushToDisk(Handle);
        if (!_isNamed)
        {
            DirectorySync.Flush(Path.GetDirectoryName(_path)!);
            _isNamed = true;
        }

        _step(PodJournalStep.Flushed);
    }

    private void CutTail()
    {
        if (_hasTail)
        {
            RandomAccess.SetLength(Handle, _length);
            _hasTail = false;
        }
    }

    private void TryCutTail()
    {
        try
        {
            CutTail();
        }
        catch (IOException)
        {
            // Whoever appends next is told.
        }
    }

    private void Rewrite()
    {
        var temporary = _path + StateFiles.Unfinished;
        var next = Open(temporary, FileMode.Create);
        try
        {
            var (index, length) = CopyTo(next.SafeFileHandle);
            _step(PodJournalStep.Copied);
            RandomAccess.FlushToDisk(next.SafeFileHandle);
            _step(PodJournalStep.CopyFlushed);
            File.Move(temporary, _path, overwrite: true);
            (next, _file) = (_file, next);
            (_index, _length, _hasTail, _isNamed) = (index, length, false, false);
            _step(PodJournalStep.Renamed);
            Flush();
        }
        finally
        {
            next.Dispose();
        }
    }

    private (PodJournalIndex Index, long Length) CopyTo(SafeFileHandle next)
    {
        var index = new PodJournalIndex();
        var chunk = new ArrayBufferWriter<byte>();
        long written = 0;
        foreach (var (kind, uid, place) in _index.All())
        {
            Read(place, chunk.GetSpan(place.Length)[..place.Length]);
            index.Add(kind, uid, new(written + chunk.WrittenCount, place.Length));
            chunk.Advance(place.Length);
            if (chunk.WrittenCount >= ChunkBytes)
            {
                Write();
            }
        }

        Write();
        return (index, written);

        void Write()
        {
            RandomAccess.Write(next, chunk.WrittenSpan, written);
            written += chunk.WrittenCount;
            chunk.ResetWrittenCount();
        }
    }

    private void Read(PodJournalPlace place, Span<byte> line)
    {
        for (var done = 0; done < line.Length;)
        {
            var count = RandomAccess.Read(Handle, line[done..], place.Offset + done);
            done += count > 0 ? count : throw new IOException($"{_path} is shorter than it was: somebody else has changed it.");
        }
    }
}
