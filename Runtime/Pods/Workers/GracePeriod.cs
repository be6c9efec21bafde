namespace Reeve.Runtime.Pods.Workers;

/// <summary>How long a pod may still take to stop. Only ever gets shorter, whatever is done to the machine's clock. Thread-safe.</summary>
internal sealed class GracePeriod(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _shortened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan? _period;
    private long _since;

    /// <summary>What is left, at least zero.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_lock)
            {
                return Left is { } left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Completes when the period becomes shorter than it is now.</summary>
    public Task Shortened
    {
        get
        {
            lock (_lock)
            {
                return _shortened.Task;
            }
        }
    }

    private TimeSpan? Left => _period - timeProvider.GetElapsedTime(_since);

    /// <summary>Sets the period from now on, unless less is left.</summary>
    /// <returns>Whether it counts.</returns>
    public bool TrySet(TimeSpan period)
    {
        lock (_lock)
        {
            if (Left <= period)
            {
                return false;
            }

            (_period, _since) = (period, timeProvider.GetTimestamp());
            (var shortened, _shortened) = (_shortened, new(TaskCreationOptions.RunContinuationsAsynchronously));
            shortened.TrySetResult();
            return true;
        }
    }
}
