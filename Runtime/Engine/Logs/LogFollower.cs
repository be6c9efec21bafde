using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>
/// One loop that gives each attempt with something to read a turn, in order of asking, so that a container that floods its
/// log holds up no other by more than a turn each.
/// </summary>
internal sealed partial class LogFollower : IAsyncDisposable
{
    private readonly Channel<FollowedAttempt> _ready = Channel.CreateUnbounded<FollowedAttempt>(new() { SingleReader = true });
    private readonly LogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ISpoolSignals _signals;
    private readonly Action<FollowedAttempt> _ended;
    private readonly Task _loop;

    public LogFollower(LogOptions options, TimeProvider time, ILogger logger, ISpoolSignals signals, Action<FollowedAttempt> ended)
    {
        (_options, _time, _logger, _signals, _ended) = (options, time, logger, signals, ended);
        _loop = Task.Run(RunAsync);
    }

    public LogSpool Open(FollowedAttempt attempt)
    {
        var (spools, isEmpty) = attempt.Open(path => Watch(path, attempt));
        if (!isEmpty)
        {
            Queue(attempt);
        }

        return spools;
    }

    /// <summary>Puts an attempt in line for a turn, unless it is there already.</summary>
    public void Queue(FollowedAttempt attempt)
    {
        if (attempt.TryQueue())
        {
            _ready.Writer.TryWrite(attempt);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ready.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        _signals.Dispose();
    }

    private IDisposable? Watch(string path, FollowedAttempt attempt)
    {
        try
        {
            return _signals.Watch(path, () => Queue(attempt));
        }
        catch (IOException exception)
        {
            // The limit of watches is reached: this one is looked at every so often instead.
            LogUnwatched(_logger, path, exception.Message);
            return _time.CreateTimer(_ => Queue(attempt), null, _options.PollInterval, _options.PollInterval);
        }
    }

    private async Task RunAsync()
    {
        // Nothing is written for days beside most workloads: the collector may have the buffers meanwhile.
        var idle = new WeakReference<LogBuffers?>(null);
        while (await _ready.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            TakeTurns(idle);
        }
    }

    private void TakeTurns(WeakReference<LogBuffers?> idle)
    {
        if (!idle.TryGetTarget(out var buffers))
        {
            idle.SetTarget(buffers = new LogBuffers());
        }

        while (_ready.Reader.TryRead(out var attempt))
        {
            TakeTurn(attempt, buffers);
        }
    }

    private void TakeTurn(FollowedAttempt attempt, LogBuffers buffers)
    {
        var failing = attempt.Failing;
        try
        {
            if (attempt.Turn(buffers))
            {
                Queue(attempt);
            }
            else if (attempt.HasEnded)
            {
                _ended(attempt);
            }
        }
        catch (Exception exception)
        {
            // A full disk, most likely. What was written waits in the spool.
            if (!failing)
            {
                LogFailed(_logger, attempt.Paths.Log, exception);
            }

            Retry(attempt);
        }
    }

    private void Retry(FollowedAttempt attempt)
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(
            _ =>
            {
                Queue(attempt);
                timer?.Dispose();
            },
            null,
            _options.PollInterval,
            Timeout.InfiniteTimeSpan);
    }
}
