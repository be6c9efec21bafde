namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Tries to bring an instance back, ever more slowly (1 s doubling to 60 s), until it serves or is told to stop.</summary>
internal sealed class Revival : IAsyncDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _timeProvider;
    private readonly Func<CancellationToken, Task<bool>> _try;
    private readonly Task _run;

    /// <param name="timeProvider">The clock.</param>
    /// <param name="attempt">True when nothing is left to try. Must be ready to wait for whoever stops this.</param>
    public Revival(TimeProvider timeProvider, Func<CancellationToken, Task<bool>> attempt)
    {
        (_timeProvider, _try) = (timeProvider, attempt);
        _run = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            for (var delay = First; ; delay = delay * 2 < Longest ? delay * 2 : Longest)
            {
                await Task.Delay(delay, _timeProvider, _stop.Token);
                if (await _try(_stop.Token))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop: whoever did that decides what serves next.
        }
    }
}
