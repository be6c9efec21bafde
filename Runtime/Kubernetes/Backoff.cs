namespace Reeve.Runtime.Kubernetes;

/// <summary>Waits that double with each failure, spread at random so that many who failed together do not come back together. Not thread-safe.</summary>
/// <param name="first">The first step.</param>
/// <param name="longest">The longest one.</param>
/// <param name="random">From 0 to 1.</param>
public sealed class Backoff(TimeSpan first, TimeSpan longest, Func<double> random)
{
    private int _failures;

    /// <summary>Failures since the beginning or the last reset.</summary>
    public int Failures => _failures;

    /// <summary>Counts a failure and says how long to wait: between half of the step and the whole of it, but as long as the server asked for.</summary>
    /// <param name="asked">What the server asked for.</param>
    public TimeSpan Next(TimeSpan? asked = null)
    {
        var step = Step(first, longest, _failures);
        _failures = Math.Min(_failures + 1, 62);
        var wait = step * (0.5 + (random() / 2));
        return asked > wait ? asked.Value : wait;
    }

    /// <summary>Begins anew.</summary>
    public void Reset() => _failures = 0;

    /// <summary>The step after a number of failures, before it is spread.</summary>
    /// <param name="first">The first step.</param>
    /// <param name="longest">The longest one.</param>
    /// <param name="failures">How many.</param>
    public static TimeSpan Step(TimeSpan first, TimeSpan longest, int failures)
    {
        var ticks = first.Ticks * Math.Pow(2, Math.Min(failures, 62));
        return ticks >= longest.Ticks ? longest : TimeSpan.FromTicks((long)ticks);
    }
}
