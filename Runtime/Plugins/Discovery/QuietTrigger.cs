using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Discovery;

/// <summary>Turns many pokes into one action, once there was no poke for a while.</summary>
internal sealed partial class QuietTrigger : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private readonly TimeSpan _quiet;
    private readonly Func<Task> _act;
    private readonly ILogger _logger;
    private Task _running = Task.CompletedTask;
    private bool _disposed;

    public QuietTrigger(TimeProvider timeProvider, TimeSpan quiet, Func<Task> act, ILogger logger)
    {
        (_quiet, _act, _logger) = (quiet, act, logger);
        _timer = timeProvider.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Poke()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_lock)
        {
            _disposed = true;
            running = _running;
        }

        await _timer.DisposeAsync();
        await running;
    }

    private void Fire()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _running = RunAsync(_running);
            }
        }
    }

    private async Task RunAsync(Task former)
    {
        await former;
        try
        {
            await Task.Run(_act);
        }
        catch (OperationCanceledException)
        {
            // The agent ends.
        }
        catch (Exception exception)
        {
            // The next change, or a person, tries again; nothing that serves is touched.
            ActionFailed(exception);
        }
    }
}
