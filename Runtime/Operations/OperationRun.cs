using System.Text.Json;
using Reeve.Runtime.Operations.Journal;
using Reeve.Runtime.Operations.Secrets;
using Reeve.Runtime.Operations.Steps;

namespace Reeve.Runtime.Operations;

/// <summary>
/// An operation that goes on, or has: its journal, what the journal means, and who waits for changes. Everything that is said of it goes to the
/// disk first. Thread-safe.
/// </summary>
internal sealed class OperationRun : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancelled = new();
    private readonly OperationJournal _journal;
    private readonly TimeProvider _time;
    private readonly OperationBook _book;
    private TaskCompletionSource _changed = NewSignal();

    public OperationRun(OperationJournal journal, OperationBook book, StepOutput output, Redactor redactor, TimeProvider time)
    {
        (_journal, _book, Output, Redactor, _time) = (journal, book, output, redactor, time);
    }

    public OperationIntent Intent => _book.Intent;

    public StepOutput Output { get; }

    public Redactor Redactor { get; }

    /// <summary>Cancelled once it is to be taken back.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Reads the state under the lock.</summary>
    public T Read<T>(Func<OperationBook, T> read)
    {
        lock (_lock)
        {
            return read(_book);
        }
    }

    /// <summary>Writes a line, if the state is still such that it makes sense.</summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="JournalException">The line is not on disk; the operation must not go on.</exception>
    public bool TryAppend(OperationRecordKind kind, Func<OperationBook, bool> condition, string message = "", OperationState state = default)
    {
        lock (_lock)
        {
            if (!condition(_book))
            {
                return false;
            }

            Append(kind, message: message, state: state);
            return true;
        }
    }

    /// <summary>Writes a line.</summary>
    /// <exception cref="JournalException">The line is not on disk; the operation must not go on.</exception>
    public void Append(
        OperationRecordKind kind, string? step = null, JsonElement? prior = null, JsonElement? outputs = null, bool done = false, bool ours = false,
        string message = "", OperationState state = default)
    {
        var record = new OperationRecord
        {
            Kind = kind,
            Time = _time.GetUtcNow(),
            Step = step,
            Prior = prior is { } p ? OperationJson.OrEmpty(p) : null,
            Outputs = outputs is { } o ? OperationJson.OrEmpty(o) : null,
            Done = done,
            Ours = ours,
            Message = message.Length > 0 ? Redactor.Redact(message) : null,
            State = state,
        };
        lock (_lock)
        {
            _journal.Append(record);
            _book.Apply(record);
            Signal();
        }
    }

    /// <summary>Says that the operation cannot go on because its journal cannot be written: known to this process alone.</summary>
    public void Halt(string reason)
    {
        lock (_lock)
        {
            _book.Apply(new OperationRecord { Kind = OperationRecordKind.Stuck, Time = _time.GetUtcNow(), Message = reason });
            Signal();
        }
    }

    /// <summary>Ends what runs of it, after the journal says that it is taken back.</summary>
    public void Interrupt() => _cancelled.Cancel();

    /// <summary>Takes note of a word of progress.</summary>
    public void Note(StepBook step, string message)
    {
        lock (_lock)
        {
            step.Note(Redactor.Redact(message));
            Signal();
        }
    }

    /// <summary>The operation as it is now, and a task that ends at its next change.</summary>
    public (Operation Operation, Task Changed) Look()
    {
        var commands = Output.Read();
        lock (_lock)
        {
            return (OperationView.Of(_book, commands), _changed.Task);
        }
    }

    public void Dispose()
    {
        _cancelled.Dispose();
        _journal.Dispose();
        Output.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }
}
