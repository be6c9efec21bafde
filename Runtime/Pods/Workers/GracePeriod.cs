namespace Reeve.Runtime.Pods.Workers;

/// <summary>How long a pod may still take to stop. Only ever gets shorter. Thread-safe.</summary>
internal sealed class GracePeriod(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _shortened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset? _deadline;

    /// <summary>What is left, at least zero.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_lock)
            {
                var left = (_deadline ?? timeProvider.GetUtcNow()) - timeProvider.GetUtcNow();
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
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

    /// <summary>Sets the period from now on, unless less is left.</summary>
    /// <returns>Whether it counts.</returns>
    public bool TrySet(TimeSpan period)
    {
        var deadline = timeProvider.GetUtcNow() + period;
        lock (_lock)
        {
            if (_deadline <= deadline)
            {
                return false;
            }

            _deadline = deadline;
            (var shortened, _shortened) = (_shortened, new(TaskCreationOptions.RunContinuationsAsynchronously));
            shortened.TrySetResult();
            return true;
        }
    }
}
