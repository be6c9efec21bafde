namespace Reeve.AspNetCore.Clusters.Security;

/// <summary>How many calls somebody may make: so many a second, and twice as many at once. Not thread-safe.</summary>
internal sealed class CallBudget(double perSecond, long now, TimeProvider time)
{
    private double _left = 2 * perSecond;
    private long _looked = now;

    /// <summary>When it was last used.</summary>
    public long Looked => _looked;

    /// <summary>Takes one call.</summary>
    /// <returns>Null, or how long to wait for the next one.</returns>
    public TimeSpan? Take(long at)
    {
        _left = Math.Min(2 * perSecond, _left + (perSecond * time.GetElapsedTime(_looked, at).TotalSeconds));
        _looked = at;
        if (_left >= 1)
        {
            _left--;
            return null;
        }

        // Rounded up: who is refused has something to wait for.
        return TimeSpan.FromTicks((long)Math.Ceiling((1 - _left) / perSecond * TimeSpan.TicksPerSecond));
    }
}
