namespace Reeve.Runtime.Pods.Store;

/// <summary>A line that is to be appended to the journal.</summary>
internal sealed record PodJournalRecord(PodJournalKind Kind, string Uid, ReadOnlyMemory<byte> Line, bool Durable)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the line is in the file; if it is durable, on disk.</summary>
    public Task Done => _done.Task;

    /// <summary>Says what became of it.</summary>
    public void Complete(Exception? error) => _ = error is null ? _done.TrySetResult() : _done.TrySetException(error);
}
