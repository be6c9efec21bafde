namespace Reeve.Plugins.Slurm.Controller.Polling;

/// <summary>
/// Decides when to ask next: fast after a submission and at a change, ever slower while nothing changes, never more often than a tenth of what an
/// answer takes, and with back-off while none comes. Not thread-safe.
/// </summary>
/// <param name="options">The bounds.</param>
internal sealed class PollPace(PollerOptions options)
{
    // A listing that takes long is a burden on the controller: it is asked at most for this part of the time.
    private const double BusyShare = 0.1;
    private const double Growth = 1.5;

    private int _failures;
    private TimeSpan _latency;

    /// <summary>The time until the next listing.</summary>
    public TimeSpan Next { get; private set; } = TimeSpan.FromSeconds(options.MinIntervalSeconds);

    /// <summary>The shortest time between two listings when somebody waits for one.</summary>
    public TimeSpan Floor => TimeSpan.FromSeconds(Math.Max(Math.Min(0.25, options.MinIntervalSeconds), 2 * _latency.TotalSeconds));

    private TimeSpan Min => TimeSpan.FromSeconds(Math.Max(options.MinIntervalSeconds, _latency.TotalSeconds / BusyShare));

    private TimeSpan Max => TimeSpan.FromSeconds(Math.Max(options.MaxIntervalSeconds, Min.TotalSeconds));

    /// <summary>A submission or the like: something will change soon.</summary>
    public void Expect()
    {
        if (_failures == 0)
        {
            Next = Min;
        }
    }

    /// <summary>An answer came.</summary>
    /// <param name="latency">How long it took.</param>
    /// <param name="hasChanged">Whether a job is in another state than before.</param>
    public void Answered(TimeSpan latency, bool hasChanged)
    {
        // One slow answer is not yet a slow controller, but a fast one is a fast one.
        _latency = latency < _latency ? latency : (_latency + latency) / 2;
        var wasAway = _failures > 0;
        _failures = 0;
        var grown = hasChanged || wasAway ? Min : Next * Growth;
        Next = grown < Min ? Min : grown > Max ? Max : grown;
    }

    /// <summary>No answer came.</summary>
    public void Failed()
    {
        var backoff = Min * Math.Pow(2, Math.Min(_failures++, 10));
        var limit = TimeSpan.FromSeconds(Math.Max(options.MaxBackoffSeconds, Min.TotalSeconds));
        Next = backoff < limit ? backoff : limit;
    }
}
