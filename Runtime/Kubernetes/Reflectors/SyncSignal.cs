namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>Says when the first list is complete, and to those who wait for it what hinders it. Thread-safe.</summary>
internal sealed class SyncSignal
{
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _attempt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Synced => _synced.Task;

    /// <summary>Completes when synced; throws the next failure.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var first = await Task.WhenAny(_synced.Task, Volatile.Read(ref _attempt).Task).WaitAsync(cancellationToken);
        await first;
    }

    public void Sync() => _synced.TrySetResult();

    public void Fail(KubernetesApiException e)
    {
        if (_synced.Task.IsCompleted)
        {
            return;
        }

        var attempt = Interlocked.Exchange(ref _attempt, new(TaskCreationOptions.RunContinuationsAsynchronously));
        attempt.TrySetException(e);

        // Often nobody waits; the failure is logged in any case.
        _ = attempt.Task.Exception;
    }

    public void Stop()
    {
        _synced.TrySetCanceled();
        _attempt.TrySetCanceled();
    }
}
