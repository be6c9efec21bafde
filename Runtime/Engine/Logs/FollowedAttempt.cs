using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>An attempt whose spools are followed. Thread-safe; a turn may wait for the disk while it holds the lock.</summary>
internal sealed class FollowedAttempt(AttemptPaths paths, bool tty, LogOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> _watches = [];
    private AttemptLog? _log;
    private bool _completing;
    private bool _ended;
    private int _queued;

    public AttemptPaths Paths => paths;

    /// <summary>Set after each turn that brought something.</summary>
    public LogSignal Changed { get; } = new();

    /// <summary>Whether its last turn failed; the next one opens its files anew.</summary>
    public bool Failing { get; private set; }

    /// <summary>Whether it was completed or removed.</summary>
    public bool HasEnded => Volatile.Read(ref _ended);

    /// <summary>Whether it is in line for a turn; true from the one call that puts it there.</summary>
    public bool TryQueue() => Interlocked.Exchange(ref _queued, 1) == 0;

    /// <summary>Opens the spools and has them watched.</summary>
    /// <returns>The spools, and whether there is nothing in them that no signal would tell of.</returns>
    public (LogSpool Spools, bool IsEmpty) Open(Func<string, IDisposable?> watch)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            var isEmpty = _log is null;
            _log ??= new AttemptLog(paths, tty, options, time);
            isEmpty &= _log.IsNew;
            if (_watches.Count == 0)
            {
                string[] spools = [_log.Spools.StandardOutput, _log.Spools.StandardError];
                _watches.AddRange(spools.Distinct().Select(watch).OfType<IDisposable>());
            }

            return (_log.Spools, isEmpty);
        }
    }

    /// <summary>
    /// Asks that the next turns take all there is and then end it. The task fails if a turn does, so that nobody waits for a
    /// full disk; the end comes all the same once there is room.
    /// </summary>
    public Task Complete()
    {
        lock (_lock)
        {
            _completing = true;
            return _completed.Task;
        }
    }

    /// <summary>Takes one turn's worth.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Turn(LogBuffers buffers)
    {
        lock (_lock)
        {
            Volatile.Write(ref _queued, 0);
            if (_ended)
            {
                return false;
            }

            try
            {
                _log ??= new AttemptLog(paths, tty, options, time);
                var more = _log.Pump(buffers);
                if (!more && _completing)
                {
                    _log.Complete(buffers);
                    End();
                }

                Failing = false;
                Changed.Set();
                return more;
            }
            catch (Exception exception)
            {
                Failing = true;
                _log?.Dispose();
                _log = null;
                Fail(exception);
                throw;
            }
        }
    }

    /// <summary>Stops following; with the files too if asked for.</summary>
    public void Remove(bool delete)
    {
        lock (_lock)
        {
            End();
            if (delete)
            {
                paths.Delete();
            }
        }

        Changed.Set();
    }

    public void Dispose() => Remove(delete: false);

    private void Fail(Exception exception)
    {
        if (_completing)
        {
            var waiting = _completed;
            _completed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.SetException(FileErrors.Translate(paths.Log, exception));

            // Observed here, in case nobody waits any more.
            _ = waiting.Task.Exception;
        }
    }

    private void End()
    {
        _ended = true;
        _watches.ForEach(watch => watch.Dispose());
        _log?.Dispose();
        _completed.TrySetResult();
    }
}
