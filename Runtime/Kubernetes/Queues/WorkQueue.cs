using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Reeve.Runtime.Kubernetes.Queues;

/// <summary>
/// Keys that need work. A key that is added many times before its turn has one turn; one that is added while it is worked on has another
/// turn afterwards; it is never worked on twice at the same time. Keys have their turns in the order in which they became due. Thread-safe.
/// </summary>
/// <typeparam name="TKey">What names a piece of work, such as a UID.</typeparam>
public sealed partial class WorkQueue<TKey> : IAsyncDisposable
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Channel<TKey> _due = Channel.CreateUnbounded<TKey>();
    private readonly HashSet<TKey> _waiting = [];
    private readonly HashSet<TKey> _working = [];
    private readonly HashSet<TKey> _again = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly DelayedKeys<TKey> _delayed;
    private readonly WorkQueueOptions _options;
    private readonly Random _random;
    private readonly ILogger _logger;
    private bool _stopped;

    /// <summary>Creates a queue.</summary>
    /// <param name="options">How it waits; null for the defaults.</param>
    /// <param name="timeProvider">The clock; null for the machine's.</param>
    /// <param name="logger">The log; null for none.</param>
    /// <param name="random">Spreads waits; null for the shared one. Must be thread-safe.</param>
    public WorkQueue(WorkQueueOptions? options = null, TimeProvider? timeProvider = null, ILogger? logger = null, Random? random = null)
    {
        _options = options ?? new();
        _logger = logger ?? NullLogger.Instance;
        _random = random ?? Random.Shared;
        _delayed = new(timeProvider ?? TimeProvider.System, Add);
    }

    /// <summary>Keys that are due and wait for a worker.</summary>
    public int Depth
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Adds a key, which is due now. Does nothing once the queue is stopped.</summary>
    public void Add(TKey key)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            _delayed.Remove(key);
            if (_working.Contains(key))
            {
                _again.Add(key);
            }
            else if (_waiting.Add(key))
            {
                _due.Writer.TryWrite(key);
            }
        }
    }

    /// <summary>Adds a key, which is due later; if it is to be due earlier already, it stays so.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        lock (_lock)
        {
            if (!_stopped && !_waiting.Contains(key) && !_again.Contains(key))
            {
                _delayed.Add(key, delay);
            }
        }
    }

    /// <summary>Adds a key that failed, which is due the later the more often it failed in a row.</summary>
    /// <returns>When it is due.</returns>
    public TimeSpan AddFailed(TKey key)
    {
        TimeSpan delay;
        lock (_lock)
        {
            var failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
            delay = Backoff.Step(_options.MinBackoff, _options.MaxBackoff, failures) * (0.5 + (_random.NextDouble() / 2));
        }

        AddAfter(key, delay);
        return delay;
    }

    /// <summary>Forgets how often a key failed. Done by itself after every turn that succeeds.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
        {
            _failures.Remove(key);
        }
    }

    /// <summary>
    /// Works until the queue is stopped or the token is cancelled, and until every turn that began has ended. A turn that throws counts as
    /// failed: it is logged, and the key added again.
    /// </summary>
    /// <param name="work">Does the work of a key.</param>
    /// <param name="cancellationToken">Ends all turns.</param>
    public async Task RunAsync(Func<TKey, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(Stop);
        await Task.WhenAll(Enumerable.Range(0, _options.Workers).Select(_ => Task.Run(() => WorkAsync(work, cancellationToken), CancellationToken.None)));
    }

    /// <summary>Lets no further turn begin. Turns that began go on.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            _due.Writer.TryComplete();
            _delayed.Dispose();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    private async Task WorkAsync(Func<TKey, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await foreach (var key in _due.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (!TryBegin(key))
            {
                return;
            }

            try
            {
                await work(key, cancellationToken);
                Forget(key);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(_logger, key, e.Message, AddFailed(key).TotalSeconds);
            }
            finally
            {
                End(key);
            }
        }
    }

    private bool TryBegin(TKey key)
    {
        lock (_lock)
        {
            _waiting.Remove(key);
            return !_stopped && _working.Add(key);
        }
    }

    private void End(TKey key)
    {
        lock (_lock)
        {
            _working.Remove(key);
            if (_again.Remove(key) && !_stopped && _waiting.Add(key))
            {
                _due.Writer.TryWrite(key);
            }
        }
    }
}
