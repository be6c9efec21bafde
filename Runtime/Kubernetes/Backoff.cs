namespace Reeve.Runtime.Kubernetes;

/// <summary>Waits that double with each failure, spread at random so that many who failed together do not come back together. Not thread-safe.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    private int _failures;

    /// <summary>Failures since the beginning or the last reset.</summary>
    public int Failures => _failures;

    /// <summary>Counts a failure and says how long to wait: between half of the step and the whole of it.</summary>
    public TimeSpan Next()
    {
        var step = Step(first, longest, _failures);
        _failures = Math.Min(_failures + 1, 62);
        return step * (0.5 + (random.NextDouble() / 2));
    }

    /// <summary>Begins anew.</summary>
    public void Reset() => _failures = 0;

    /// <summary>The step after a number of failures, before it is spread.</summary>
    public static TimeSpan Step(TimeSpan first, TimeSpan longest, int failures)
    {
        var ticks = first.Ticks * Math.Pow(2, Math.Min(failures, 62));
        return ticks >= longest.Ticks ? longest : TimeSpan.FromTicks((long)ticks);
    }
}
