namespace Reeve.Plugins.Slurm.Pods;

/// <summary>Open while a source has been listed completely and is being followed. Thread-safe.</summary>
internal sealed class ListingGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything was listed.</summary>
    public void Open()
    {
        lock (_lock)
        {
            if (_open.Task.IsFaulted)
            {
                _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            _open.TrySetResult();
        }
    }

    /// <summary>The source broke: whoever waits, or comes before it is listed again, gets this failure.</summary>
    public void Break(ProviderException failure)
    {
        lock (_lock)
        {
            if (_open.Task.IsCompleted)
            {
                _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            _open.TrySetException(failure);
            _ = _open.Task.Exception;
        }
    }

    /// <summary>Waits for the listing.</summary>
    /// <exception cref="ProviderException">The source is broken.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        Task open;
        lock (_lock)
        {
            open = _open.Task;
        }

        try
        {
            await open.WaitAsync(cancellationToken);
        }
        catch (ProviderException e)
        {
            throw new ProviderException(e.Reason, e.Message, e);
        }
    }
}
