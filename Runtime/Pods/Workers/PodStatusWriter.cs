using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Pods.Store;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>
/// The one writer of statuses: tells watchers and the reporter at once, and writes to disk, where changes that follow each other closely become one
/// write and the end of a pod does not wait. Thread-safe.
/// </summary>
internal sealed partial class PodStatusWriter : IAsyncDisposable
{
    // What is on disk is a cache that the backend overrules: it can wait until a burst of starts, whose pods change three times in the
    // first half second, is over.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Channel<PodState> _dirty = Channel.CreateUnbounded<PodState>(new() { SingleReader = true });
    private readonly HashSet<PodState> _unwritten = [];
    private readonly Lock _lock = new();
    private readonly IPodStore _store;
    private readonly PodBroadcast _broadcast;
    private readonly IPodReporter _reporter;
    private readonly PodMetrics _metrics;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Task _loop;
    private bool _armed;

    public PodStatusWriter(
        IPodStore store, PodBroadcast broadcast, IPodReporter reporter, PodMetrics metrics, TimeProvider timeProvider, ILogger logger)
    {
        _store = store;
        _broadcast = broadcast;
        _reporter = reporter;
        _metrics = metrics;
        _logger = logger;
        _timer = timeProvider.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Says that a pod's state changed.</summary>
    public void Enqueue(PodState state)
    {
        if (Interlocked.Exchange(ref state.Dirty, 1) == 0)
        {
            _dirty.Writer.TryWrite(state);
        }
    }

    /// <summary>From now on the state belongs on disk.</summary>
    public void Persist(PodState state)
    {
        lock (_lock)
        {
            state.IsPersistent = true;
        }

        Enqueue(state);
    }

    /// <summary>From now on nothing of the state is written; what was, the store had before whatever it is asked for next.</summary>
    public void Forget(PodState state)
    {
        lock (_lock)
        {
            state.IsPersistent = false;
            _unwritten.Remove(state);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _dirty.Writer.TryComplete();
        await _loop;
        Flush();
        await _timer.DisposeAsync();
    }

    private async Task RunAsync()
    {
        await foreach (var state in _dirty.Reader.ReadAllAsync())
        {
            Volatile.Write(ref state.Dirty, 0);
            var record = state.Record;
            if (state.IsRemoved)
            {
                _broadcast.PublishRemoved(record);
                continue;
            }

            _reporter.Report(record);
            _broadcast.Publish(record);
            lock (_lock)
            {
                if (!state.IsPersistent)
                {
                    continue;
                }

                if (record.Finished)
                {
                    _unwritten.Remove(state);
                    _ = WriteAsync(state);
                    continue;
                }

                _unwritten.Add(state);
                if (!_armed)
                {
                    _armed = true;
                    _timer.Change(Window, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }

    private void Flush()
    {
        lock (_lock)
        {
            _armed = false;
            foreach (var state in _unwritten)
            {
                _ = WriteAsync(state);
            }

            _unwritten.Clear();
        }
    }

    // The store has it in its line before this returns, and that is what counts: nobody waits for the rest.
    private async Task WriteAsync(PodState state)
    {
        var record = state.Record;
        try
        {
            await _store.WriteStatusAsync(record.Pod, record.BackendHandle, state.Events);
            _metrics.StatusWrites.Add(1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ProviderException)
        {
            // It is a cache: the next change writes it again.
            LogNotWritten(_logger, record.Uid, e.Message);
        }
    }
}
