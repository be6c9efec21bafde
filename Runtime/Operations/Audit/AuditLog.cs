using System.Text.Json;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Operations.Audit;

/// <summary>
/// The audit trail as files of JSON lines: <c>audit.jsonl</c>, and earlier ones as <c>audit.1.jsonl</c> and so on, the greatest number the
/// oldest. A file that has grown is renamed; the oldest is deleted.
/// </summary>
internal sealed class AuditLog : IAuditLog, IDisposable
{
    private const int MaxFiles = 10;

    private readonly Lock _lock = new();
    private readonly string _directory;
    private readonly long _maxBytes;
    private FileStream? _file;

    public AuditLog(string directory, long maxBytes = 10 << 20) => (_directory, _maxBytes) = (directory, maxBytes);

    public void Append(AuditEntry entry)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(entry, AuditJson.Default.AuditEntry);
        lock (_lock)
        {
            var file = Open();
            file.Write([.. line, (byte)'\n']);
            file.Flush(flushToDisk: true);
            if (file.Length >= _maxBytes)
            {
                Rotate();
            }
        }
    }

    public IReadOnlyList<AuditEntry> Read(AuditQuery query)
    {
        var found = new List<AuditEntry>();
        lock (_lock)
        {
            for (var number = 0; number < MaxFiles && found.Count < query.Limit; number++)
            {
                found.AddRange(ReadFile(PathOf(number)).Where(entry => Matches(entry, query)).Reverse());
            }
        }

        return [.. found.Take(query.Limit)];
    }

    public void Dispose() => _file?.Dispose();

    private static IEnumerable<AuditEntry> ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && Parse(line) is { } entry)
            {
                yield return entry;
            }
        }
    }

    private static AuditEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, AuditJson.Default.AuditEntry);
        }
        catch (JsonException)
        {
            return null; // torn by a crash: it was never acknowledged
        }
    }

    private static bool Matches(AuditEntry entry, AuditQuery query) =>
        (query.Since is null || entry.Time >= query.Since)
        && (query.Until is null || entry.Time < query.Until)
        && (query.OperationId is null || entry.OperationId == query.OperationId)
        && (query.Subject is null || entry.Subject == query.Subject);

    private FileStream Open()
    {
        if (_file is not null)
        {
            return _file;
        }

        PrivateDirectory.Create(_directory);
        _file = PrivateFile.Open(PathOf(0), FileMode.OpenOrCreate);
        _file.Position = _file.Length;
        if (_file.Length > 0)
        {
            _file.WriteByte((byte)'\n'); // ends a line that a crash has torn
        }

        return _file;
    }

    private void Rotate()
    {
        _file!.Dispose();
        _file = null;
        for (var number = MaxFiles - 1; number > 0; number--)
        {
            if (File.Exists(PathOf(number - 1)))
            {
                File.Move(PathOf(number - 1), PathOf(number), overwrite: true);
            }
        }
    }

    private string PathOf(int number) => Path.Combine(_directory, number == 0 ? "audit.jsonl" : $"audit.{number}.jsonl");
}
