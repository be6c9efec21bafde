using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Clusters.Serving;

namespace Reeve.Host.Pages.Feed;

/// <summary>
/// Tells those who look at the status page how things are, and what changes. Looks at the sources only while somebody looks at the page. Thread-safe.
/// </summary>
/// <remarks>
/// <code>
///   sources ─ a change, or once a second ─► state ─► changes since each reader's revision ─► readers
/// </code>
/// Nothing is kept for a reader but its revision: one that is slow gets everything anew once the changes that it misses are gone.
/// </remarks>
internal sealed class StatusFeed : IDisposable
{
    /// <summary>How many may look at once.</summary>
    public const int MaxReaders = 64;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly StatusState _state = new();
    private readonly TimeProvider _time;
    private readonly ILogger<StatusFeed> _logger;
    private IReadOnlyList<StatusSource> _sources;
    private StatusLook? _look;
    private int _readers;

    /// <summary>Prepares a feed.</summary>
    /// <param name="sources">What there is to see from the start.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of sources that fail.</param>
    public StatusFeed(IReadOnlyList<StatusSource> sources, TimeProvider time, ILogger<StatusFeed> logger) => (_sources, _time, _logger) = (sources, time, logger);

    /// <summary>Adds sources that were not there from the start.</summary>
    public void Add(IEnumerable<StatusSource> sources)
    {
        lock (_lock)
        {
            _sources = [.. _sources, .. sources];
            _look?.Restart(_sources);
        }
    }

    /// <summary>Refuses another reader where there are too many.</summary>
    /// <exception cref="ApiException">There are.</exception>
    public void RequireRoom()
    {
        if (Volatile.Read(ref _readers) >= MaxReaders)
        {
            throw new ApiException(RpcCode.Unavailable, $"{MaxReaders} pages are open already; close one of them.") { RetryAfter = Heartbeat };
        }
    }

    /// <summary>The time, then everything or the changes after an event; then each change, and the time where none comes. Ends with the feed.</summary>
    /// <param name="lastEvent">The id of the last event that the reader has seen; null for none.</param>
    /// <param name="cancellationToken">Ends with the reader.</param>
    public async IAsyncEnumerable<StatusEvent> WatchAsync(string? lastEvent, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Enter() is not { } look)
        {
            yield break;
        }

        try
        {
            if (await WaitAsync(look.First, Timeout.InfiniteTimeSpan, cancellationToken) is null)
            {
                yield break;
            }

            yield return TimeEvent();
            var known = _state.Parse(lastEvent);
            while (true)
            {
                var (events, revision, changed) = _state.Read(known);
                known = revision;
                foreach (var change in events)
                {
                    yield return change;
                }

                switch (await WaitAsync(changed, Heartbeat, cancellationToken))
                {
                    case null:
                        yield break;
                    case false:
                        yield return TimeEvent();
                        break;
                }
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Ends it, and all who watch.</summary>
    public void Dispose()
    {
        _end.Cancel();
        lock (_lock)
        {
            _look?.Dispose();
            _look = null;
        }
    }

    private StatusEvent TimeEvent() => new("time", null, StatusText.WriteTime(_time.GetUtcNow()));

    // True for what is waited for, false where it took too long, null where the feed has ended.
    private async Task<bool?> WaitAsync(Task work, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end.Token);
        try
        {
            await work.WaitAsync(longest, _time, end.Token);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private StatusLook? Enter()
    {
        lock (_lock)
        {
            if (_end.IsCancellationRequested)
            {
                return null;
            }

            _readers++;
            return _look ??= new StatusLook(_sources, _state, _time, _logger);
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_readers == 0)
            {
                _look?.Dispose();
                _look = null;
            }
        }
    }
}
