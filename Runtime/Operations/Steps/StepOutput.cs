using System.Text.Json;
using Reeve.Runtime.Operations.Journal;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Operations.Steps;

/// <summary>
/// The commands that an operation ran: a file of lines beside its journal. It is there to be read by people, so that it need not survive the
/// machine, and a line that a crash has torn is left out. Thread-safe.
/// </summary>
internal sealed class StepOutput(string path) : IDisposable
{
    public const string Extension = ".output";

    /// <summary>How many commands of a step are shown.</summary>
    private const int ShownOfStep = 50;

    private readonly Lock _lock = new();
    private FileStream? _file;

    public void Add(StepCommandRecord record)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(record, OperationJson.Default.StepCommandRecord);
        lock (_lock)
        {
            if (_file is null)
            {
                _file = PrivateFile.Open(path, FileMode.OpenOrCreate);
                _file.Position = _file.Length;
                _file.WriteByte((byte)'\n'); // ends a line that a crash has torn
            }

            _file.Write([.. line, (byte)'\n']);
        }
    }

    /// <summary>The commands of each step, the latest ones.</summary>
    public ILookup<string, StepCommandRecord> Read()
    {
        var records = new List<StepCommandRecord>();
        if (File.Exists(path))
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            while (reader.ReadLine() is { } line)
            {
                if (line.Length > 0 && TryRead(line) is { } record)
                {
                    records.Add(record);
                }
            }
        }

        return records.GroupBy(record => record.Step).SelectMany(step => step.TakeLast(ShownOfStep)).ToLookup(record => record.Step, StringComparer.Ordinal);
    }

    public void Dispose() => _file?.Dispose();

    private static StepCommandRecord? TryRead(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, OperationJson.Default.StepCommandRecord);
        }
        catch (JsonException)
        {
            return null; // torn by a crash: see above
        }
    }
}
