namespace Reeve.Plugins.Proxy.Tcp;

/// <summary>Does something once nothing has happened for a time.</summary>
internal sealed class IdleClock : IDisposable
{
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _limit;
    private readonly Action _expired;
    private readonly ITimer _timer;
    private long _last;

    public IdleClock(TimeSpan limit, TimeProvider timeProvider, Action expired)
    {
        (_limit, _timeProvider, _expired, _last) = (limit, timeProvider, expired, timeProvider.GetTimestamp());
        _timer = timeProvider.CreateTimer(static clock => ((IdleClock)clock!).Look(), this, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something happened. Cheap: the timer is not touched.</summary>
    public void Touch() => Volatile.Write(ref _last, _timeProvider.GetTimestamp());

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var rest = _limit - _timeProvider.GetElapsedTime(Volatile.Read(ref _last));
        if (rest <= TimeSpan.Zero)
        {
            _expired();
        }
        else
        {
            _timer.Change(rest, Timeout.InfiniteTimeSpan);
        }
    }
}
