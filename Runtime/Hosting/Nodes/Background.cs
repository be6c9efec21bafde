namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>Something that may take as long as it likes, such as waiting for a cluster that does not answer; cancelled when it is disposed.</summary>
internal sealed class Background : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<Exception> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _work;

    /// <summary>Begins.</summary>
    public Background(Func<CancellationToken, Task> work) => _work = Task.Run(() => RunAsync(work));

    /// <summary>Completes only if it failed, with why.</summary>
    public Task<Exception> Failure => _failure.Task;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work;
        _end.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
        catch (Exception e)
        {
            _failure.TrySetResult(e);
        }
    }
}
