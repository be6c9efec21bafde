namespace Reeve.Host.Memory;

/// <summary>
/// Gives memory back when the agent has become quiet after a burst of work. The collector keeps what a burst needed for the next one, which
/// for an agent that idles beside its workloads may not come for days. Costs nothing while nothing is allocated, and never more than a
/// hundredth of a processor. Thread-safe.
/// </summary>
internal sealed class IdleTrim : IDisposable
{
    /// <summary>How long next to nothing has to be allocated.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(700);

    /// <summary>What may be allocated meanwhile.</summary>
    public const long Little = 512 * 1024;

    /// <summary>What has to be allocated since the last time for another to be worth its cost.</summary>
    public const long Worthwhile = 8 * 1024 * 1024;

    private const int CostFactor = 100;

    private readonly Lock _lock = new();
    private readonly IProcessMemory _memory;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _lastTrim;
    private long _allocatedAtTrim = -Worthwhile;
    private long _allocatedAtLook;
    private TimeSpan _pause = TimeSpan.Zero;
    private bool _isArmed;
    private bool _hasTrimmed;
    private bool _isDisposed;

    public IdleTrim(IProcessMemory memory, TimeProvider time)
    {
        _memory = memory;
        _time = time;
        _lastTrim = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins for this process: the start of an agent is the first burst.</summary>
    public static IdleTrim Start(TimeProvider time)
    {
        var trim = new IdleTrim(new ProcessMemory(), time);
        CollectionNotice.Ask(trim.Collected);
        trim.Collected();
        return trim;
    }

    /// <summary>There was a garbage collection.</summary>
    /// <returns>Whether to tell of the next one.</returns>
    public bool Collected()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return false;
            }

            if (!_isArmed)
            {
                _isArmed = true;
                _allocatedAtLook = _memory.Allocated;
                _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
            }

            return true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
        }

        _timer.Dispose();
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            var allocated = _memory.Allocated;
            if (allocated - _allocatedAtTrim < Worthwhile)
            {
                _isArmed = false;
                if (_hasTrimmed)
                {
                    // What was read again since then, as by the compiler of what has proved to be hot.
                    _hasTrimmed = false;
                    _memory.Release();
                }

                return;
            }

            var rest = _pause - _time.GetElapsedTime(_lastTrim);
            var isBusy = allocated - _allocatedAtLook > Little;
            _allocatedAtLook = allocated;
            if (isBusy || rest > TimeSpan.Zero)
            {
                _timer.Change(rest > Quiet ? rest : Quiet, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        var started = _time.GetTimestamp();
        _memory.Trim();
        lock (_lock)
        {
            _lastTrim = _time.GetTimestamp();
            _pause = CostFactor * _time.GetElapsedTime(started, _lastTrim);
            _allocatedAtTrim = _allocatedAtLook = _memory.Allocated;
            _hasTrimmed = true;
            if (!_isDisposed)
            {
                // Once more, for what followed the burst without another collection.
                _timer.Change(_pause > Quiet ? _pause : Quiet, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
