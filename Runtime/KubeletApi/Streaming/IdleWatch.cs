namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>Acts when nothing has happened for some time. Thread-safe.</summary>
internal sealed class IdleWatch : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly Action _idle;
    private readonly ITimer _timer;
    private long _last;

    /// <param name="timeout">For how long nothing may happen.</param>
    /// <param name="idle">Called once.</param>
    /// <param name="time">Tells the time.</param>
    public IdleWatch(TimeSpan timeout, Action idle, TimeProvider time)
    {
        (_time, _timeout, _idle, _last) = (time, timeout, idle, time.GetTimestamp());
        _timer = time.CreateTimer(static state => ((IdleWatch)state!).Check(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something happened.</summary>
    public void Touch() => Volatile.Write(ref _last, _time.GetTimestamp());

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        var left = _timeout - _time.GetElapsedTime(Volatile.Read(ref _last));
        if (left <= TimeSpan.Zero)
        {
            _idle();
        }
        else
        {
            // A timer that was disposed of meanwhile takes no change.
            _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
    }
}
