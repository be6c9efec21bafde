namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>
/// Lets so many through per second in the long run, and a burst after a quiet time. Places are given in the order of asking, so
/// that nobody starves. Thread-safe.
/// </summary>
internal sealed class TokenBucket(double perSecond, int burst, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private double _tokens = burst;
    private long _last = timeProvider.GetTimestamp();

    /// <summary>Takes a token and says how long to wait before using it.</summary>
    public TimeSpan Reserve()
    {
        if (perSecond <= 0)
        {
            return TimeSpan.Zero;
        }

        lock (_lock)
        {
            Refill();
            _tokens--;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / perSecond);
        }
    }

    /// <summary>Takes a token if one is there.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            Refill();
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }

    /// <summary>Gives back a token that was not used.</summary>
    public void Return()
    {
        lock (_lock)
        {
            _tokens = Math.Min(burst, _tokens + 1);
        }
    }

    /// <summary>Takes a token and waits for it.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        var wait = Reserve();
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        try
        {
            await Task.Delay(wait, timeProvider, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Return();
            throw;
        }
    }

    private void Refill()
    {
        var now = timeProvider.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + (timeProvider.GetElapsedTime(_last, now).TotalSeconds * perSecond));
        _last = now;
    }
}
