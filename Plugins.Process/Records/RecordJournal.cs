using System.Globalization;
using System.Runtime.InteropServices;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Records;

/// <summary>
/// What is known of containers across restarts of the agent: lines that supervisors and the agent append to files which all
/// containers share. Starting a container makes no file of its own, because making and deleting files is what would cost most.
/// </summary>
/// <remarks>
/// A line is <c>TOKEN started … LABEL</c>, <c>TOKEN exited …</c>, <c>signaled</c>, <c>failed</c>, <c>lost</c>, <c>rebooted</c>
/// or <c>TOKEN removed</c>. Each agent begins a new file, and a new one when it has grown; a file goes when its last container
/// is removed. Thread-safe.
/// </remarks>
internal sealed class RecordJournal(string stateDirectory) : IDisposable
{
    private const int Exists = 17; // EEXIST
    private const uint OwnerOnly = 0x1c0; // 0700
    private const long LargestSegment = 1 << 20;
    private const string SegmentPrefix = "journal-";
    private const string Untried = "untried";
    private const string Removed = "removed";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, JournalEntry> _entries = new(StringComparer.Ordinal);
    private JournalSegment? _current;

    public string Root { get; } = Path.Combine(stateDirectory, "containers");

    /// <summary>The path of a container's standard input.</summary>
    public string InputOf(string token) => Path.Combine(Root, token + ".stdin");

    /// <summary>Paths of FIFOs for somebody who attaches to a container.</summary>
    public (string Out, string Error) WatchersOf(string token) => (Path.Combine(Root, token + ".out"), Path.Combine(Root, token + ".err"));

    /// <summary>Reads what former agents left.</summary>
    public IReadOnlyList<JournalEntry> Open()
    {
        if (Libc.MakeDirectory(Root, OwnerOnly) < 0 && Marshal.GetLastPInvokeError() is not Exists and var error)
        {
            throw Libc.Failure($"The directory {Root} cannot be made", error);
        }

        var numbers = Directory.EnumerateFiles(Root, SegmentPrefix + "*")
            .Select(path => int.TryParse(Path.GetFileName(path).AsSpan(SegmentPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0)
            .Order()
            .ToList();
        lock (_lock)
        {
            var segments = numbers.ConvertAll(OpenSegment);
            segments.ForEach(Refresh);
            segments.Where(segment => segment.Containers == 0).ToList().ForEach(Delete);
            _current = OpenSegment(numbers.LastOrDefault() + 1);
            return _entries.Values.ToList();
        }
    }

    /// <summary>Takes a container in that is about to be started; returns the file that its supervisor appends to.</summary>
    public string Add(string token)
    {
        lock (_lock)
        {
            if (_entries.ContainsKey(token))
            {
                throw new ProviderException(ErrorReason.Conflict, $"A container with the token {token} is being started already.");
            }

            if (_current!.Offset > LargestSegment)
            {
                var full = _current;
                _current = OpenSegment(full.Number + 1);
                DeleteIfEmpty(full);
            }

            _entries[token] = NewEntry(token, _current);
            return _current.Path;
        }
    }

    /// <summary>How the container ended; null if no end is on record.</summary>
    public EndRecord? ReadEnd(string token)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(token, out var entry))
            {
                return null;
            }

            if (entry.End is null)
            {
                Refresh(entry.Segment);
            }

            return entry.End;
        }
    }

    /// <summary>Records an end that the supervisor could not.</summary>
    public void WriteEnd(string token, EndKind kind, DateTimeOffset time) => Write(token, EndRecord.Format(kind, time));

    /// <summary>Records a container for which no supervisor was started.</summary>
    public void WriteFailure(string token, ContainerLabel label, DateTimeOffset time)
    {
        Add(token);
        Write(token, $"{Untried} {label.ToJson()}");
        WriteEnd(token, EndKind.Failed, time);
    }

    /// <summary>Forgets a container.</summary>
    public void Remove(string token)
    {
        File.Delete(InputOf(token));
        lock (_lock)
        {
            if (_entries.Remove(token, out var entry))
            {
                entry.Segment.Append($"{token} {Removed}");
                entry.Segment.Containers--;
                DeleteIfEmpty(entry.Segment);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _entries.Values.Select(entry => entry.Segment).Append(_current).OfType<JournalSegment>().Distinct().ToList().ForEach(segment => segment.Dispose());
            _entries.Clear();
            _current = null;
        }
    }

    private void Write(string token, string text)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(token, out var entry))
            {
                entry.Segment.Append($"{token} {text}");
                Refresh(entry.Segment);
            }
        }
    }

    private JournalSegment OpenSegment(int number) =>
        new(Path.Combine(Root, SegmentPrefix + number.ToString(CultureInfo.InvariantCulture)), number);

    private void Refresh(JournalSegment segment)
    {
        foreach (var line in segment.ReadNewLines())
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0)
            {
                Apply(segment, line[..space], line[(space + 1)..]);
            }
        }
    }

    private void Apply(JournalSegment segment, string token, string text)
    {
        var entry = _entries.GetValueOrDefault(token);
        if (text == Removed)
        {
            if (entry?.Segment == segment && _entries.Remove(token))
            {
                segment.Containers--;
            }
        }
        else if (EndRecord.Parse(text) is { } end)
        {
            if (entry is not null)
            {
                entry.End = end;
            }
        }
        else if (StartRecord.ParsePrefix(text, Untried) is { } start)
        {
            // Another file: an older attempt to start it, of which nothing came.
            if (entry is not null && entry.Segment != segment)
            {
                entry.Segment.Containers--;
                entry = null;
            }

            entry ??= _entries[token] = NewEntry(token, segment);
            (entry.Start, entry.Label, entry.End) = (start.Start, start.Label, null);
        }
    }

    private static JournalEntry NewEntry(string token, JournalSegment segment)
    {
        segment.Containers++;
        return new JournalEntry(token, segment);
    }

    private void DeleteIfEmpty(JournalSegment segment)
    {
        if (segment.Containers == 0 && segment != _current)
        {
            Delete(segment);
        }
    }

    private static void Delete(JournalSegment segment)
    {
        segment.Dispose();
        File.Delete(segment.Path);
    }
}
