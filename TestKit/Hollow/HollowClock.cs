namespace Reeve.Hollow;

/// <summary>Calls back for pods at given times: one timer for all of them.</summary>
internal sealed class HollowClock : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<HollowPod, DateTimeOffset> _queue = new();
    private readonly TimeProvider _time;
    private readonly Action<HollowPod> _due;
    private readonly ITimer _timer;

    public HollowClock(TimeProvider time, Action<HollowPod> due)
    {
        _time = time;
        _due = due;
        _timer = time.CreateTimer(_ => Run(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void At(DateTimeOffset time, HollowPod pod)
    {
        lock (_lock)
        {
            _queue.Enqueue(pod, time);
            Arm();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Run()
    {
        var due = new List<HollowPod>();
        lock (_lock)
        {
            while (_queue.TryPeek(out var pod, out var time) && time <= _time.GetUtcNow())
            {
                due.Add(pod);
                _queue.Dequeue();
            }

            Arm();
        }

        due.ForEach(_due);
    }

    private void Arm()
    {
        if (_queue.TryPeek(out _, out var time))
        {
            var wait = time - _time.GetUtcNow();
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }
}
