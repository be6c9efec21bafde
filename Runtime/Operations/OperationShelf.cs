using System.Collections.Concurrent;
using Reeve.Clusters;
using Reeve.Runtime.Operations.Journal;
using Reeve.Runtime.Operations.Secrets;
using Reeve.Runtime.Operations.Steps;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Operations;

/// <summary>The operations that are remembered, with their files. Thread-safe, but for making and forgetting, which come one after the other.</summary>
internal sealed class OperationShelf(OperationOptions options, StepServices services, Action<JournalMoment>? moment) : IDisposable
{
    private readonly ConcurrentDictionary<string, OperationRun> _runs = new(StringComparer.Ordinal);

    /// <summary>All operations, in no order.</summary>
    public IEnumerable<OperationRun> Runs => _runs.Values;

    private string Journals => Path.Combine(options.Directory, "operations");

    public OperationRun? Find(string id) => _runs.GetValueOrDefault(id);

    /// <summary>The journals of earlier processes, the oldest first.</summary>
    public IReadOnlyList<string> FindJournals()
    {
        PrivateDirectory.Create(options.Directory);
        PrivateDirectory.Create(Journals);
        return [.. Directory.EnumerateFiles(Journals, $"*{OperationJournal.Extension}").Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads a journal.</summary>
    /// <returns>Null if nothing was begun by it.</returns>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public OperationRun? Load(string path)
    {
        var records = OperationJournal.Read(path);
        if (records.Count > 0)
        {
            return Add(OperationJournal.Open(path, moment), OperationBook.Of(records));
        }

        File.Delete(path); // a crash came before its first line
        return null;
    }

    /// <summary>Begins a journal; its first line is on disk when this returns.</summary>
    /// <exception cref="JournalException">It is not, and nothing was begun.</exception>
    public OperationRun Make(OperationRecord planned)
    {
        var path = PathOf(planned.Operation!.Id);
        var journal = OperationJournal.Create(path, moment);
        try
        {
            journal.Append(planned);
        }
        catch
        {
            journal.Dispose();
            File.Delete(path); // whoever asked is told that nothing was begun
            throw;
        }

        return Add(journal, new OperationBook(planned));
    }

    /// <summary>Deletes the oldest ended operations of a cluster, beyond those that are remembered.</summary>
    /// <returns>Their ids.</returns>
    public IReadOnlyList<string> Forget(ClusterId cluster)
    {
        var ended = Runs.Where(run => run.Intent.Cluster == cluster && run.Read(book => book.EndedAt.HasValue))
            .OrderByDescending(run => run.Intent.Id, StringComparer.Ordinal)
            .Skip(options.Remembered)
            .ToList();
        foreach (var run in ended)
        {
            _runs.TryRemove(run.Intent.Id, out _);
            run.Dispose();
            File.Delete(Path.ChangeExtension(PathOf(run.Intent.Id), StepOutput.Extension));
            File.Delete(PathOf(run.Intent.Id));
        }

        return [.. ended.Select(run => run.Intent.Id)];
    }

    public void Dispose()
    {
        foreach (var run in _runs.Values)
        {
            run.Dispose();
        }
    }

    private string PathOf(string id) => Path.Combine(Journals, id + OperationJournal.Extension);

    private OperationRun Add(OperationJournal journal, OperationBook book)
    {
        var redactor = new Redactor();
        foreach (var secret in services.Secrets.GetAll(book.Intent.Cluster))
        {
            redactor.Add(secret);
        }

        var output = new StepOutput(Path.ChangeExtension(PathOf(book.Intent.Id), StepOutput.Extension));
        return _runs[book.Intent.Id] = new OperationRun(journal, book, output, redactor, services.Time);
    }
}
