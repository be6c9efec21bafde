namespace Reeve.Runtime.Nodes;

/// <summary>Pauses that double with every failure, each up to a tenth longer so that many do not come at once. Not thread-safe.</summary>
internal sealed class RetryPause
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private readonly Func<double> _random;
    private TimeSpan _next;

    /// <summary>Creates pauses.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="longest">The longest one.</param>
    /// <param name="random">From 0 to 1.</param>
    public RetryPause(TimeSpan first, TimeSpan longest, Func<double> random) => (_first, _longest, _random, _next) = (first, longest, random, first);

    /// <summary>The next pause, at least as long as a server asked for.</summary>
    public TimeSpan Next(TimeSpan? asked = null)
    {
        var pause = _next > asked.GetValueOrDefault() ? _next : asked!.Value;
        _next = _next * 2 > _longest ? _longest : _next * 2;
        return pause * (1 + (0.1 * _random()));
    }

    /// <summary>It worked.</summary>
    public void Reset() => _next = _first;
}
