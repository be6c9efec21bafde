namespace Reeve.Plugins.Proxy.Listening;

/// <summary>Tells those who wait that one of many has ended.</summary>
internal sealed class EndSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes with the next end. To be asked for before the look at what is open, so that none is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, New()).SetResult();

    /// <summary>Returns when a condition holds, looked at after each end, or when the token is cancelled.</summary>
    public async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var next = Next;
            if (condition())
            {
                return;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
