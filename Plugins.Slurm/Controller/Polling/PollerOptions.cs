namespace Reeve.Plugins.Slurm.Controller.Polling;

/// <summary>How often the controller is asked.</summary>
public sealed record PollerOptions
{
    /// <summary>The shortest time between two listings, seconds: after a submission and while jobs change.</summary>
    /// <value>2.</value>
    public double MinIntervalSeconds { get; set; } = 2;

    /// <summary>The longest time between two listings while jobs are there and do not change, seconds.</summary>
    /// <value>30.</value>
    public double MaxIntervalSeconds { get; set; } = 30;

    /// <summary>Up to which time between two attempts the poller backs off while the controller does not answer, seconds.</summary>
    /// <value>60.</value>
    public double MaxBackoffSeconds { get; set; } = 60;

    /// <summary>How far back the accounting is asked for ended jobs when the agent starts, hours.</summary>
    /// <value>24.</value>
    public double HistoryHours { get; set; } = 24;
}
