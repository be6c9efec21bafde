using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Loading;

/// <summary>
/// Proves that the code of plugins goes away after it was let go of. What does not is counted and logged; it costs memory until the
/// process ends, and nothing else.
/// </summary>
internal sealed partial class UnloadMonitor : IAsyncDisposable
{
    private const int Rounds = 12;

    private readonly Lock _lock = new();
    private readonly List<WeakReference> _leaked = [];
    private readonly List<Task> _running = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    public UnloadMonitor(TimeProvider timeProvider, ILogger logger) => (_timeProvider, _logger) = (timeProvider, logger);

    /// <summary>Contexts that should be gone and are not.</summary>
    public int Leaked
    {
        get
        {
            lock (_lock)
            {
                _leaked.RemoveAll(context => !context.IsAlive);
                return _leaked.Count;
            }
        }
    }

    /// <summary>Watches a context that was unloaded. Returns at once.</summary>
    public void Track(WeakReference context, string plugin)
    {
        lock (_lock)
        {
            _running.RemoveAll(task => task.IsCompleted);
            _running.Add(Task.Run(() => FollowAsync(context, plugin)));
        }
    }

    /// <summary>Waits until every context that is tracked now is gone or given up.</summary>
    public Task SettleAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.WhenAll(_running).WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await SettleAsync(CancellationToken.None);
        _stop.Dispose();
    }

    private async Task FollowAsync(WeakReference context, string plugin)
    {
        try
        {
            for (var round = 1; round <= Rounds; round++)
            {
                // Off the hot path: unloads are rare, and nothing waits for this.
                GC.Collect();
                GC.WaitForPendingFinalizers();
                if (!context.IsAlive)
                {
                    Unloaded(plugin);
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50 * round), _timeProvider, _stop.Token);
            }

            lock (_lock)
            {
                _leaked.Add(context);
            }

            ContextLeaked(plugin);
        }
        catch (OperationCanceledException)
        {
            Abandoned(plugin);
        }
    }
}
