namespace Reeve.Plugins.Nginx;

/// <summary>Looks after nginx about once a second until it is disposed. nginx is no child of the agent, so that nobody else tells of its end.</summary>
internal sealed class Watchman : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Watch _watch;
    private readonly Task _loop;

    public Watchman(ProviderContext context, Func<Watch, CancellationToken, Task> lookAfter)
    {
        _watch = new Watch(context.Name, context.Logger, context.TimeProvider);
        _loop = Task.Run(() => RunAsync(context.TimeProvider, lookAfter));
    }

    /// <summary>Why nothing is served; null while nginx runs.</summary>
    public string? Fault => _watch.Fault;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync(TimeProvider timeProvider, Func<Watch, CancellationToken, Task> lookAfter)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                try
                {
                    await lookAfter(_watch, _stop.Token);
                }
                catch (Exception exception) when (exception is ProviderException or IOException or UnauthorizedAccessException)
                {
                    _watch.Failed(exception.Message);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }
}
