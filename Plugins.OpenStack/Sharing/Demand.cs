namespace Reeve.Plugins.OpenStack.Sharing;

/// <summary>How new an answer has to be.</summary>
internal readonly record struct Demand
{
    /// <summary>So many times as long as asking takes nothing is asked, if the demand allows it.</summary>
    private const int Share = 30;

    /// <summary>Asked after the demand was made.</summary>
    public static Demand Now => default;

    /// <summary>How old it may be; zero: it has to be asked after the demand was made.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>How old it may become where asking takes long; not below <see cref="MaxAge"/>.</summary>
    public TimeSpan Longest { get; init; }

    /// <summary>It has to be asked after this moment of the agent's own doing, however young it is (<see cref="ClusterChanges"/>).</summary>
    public long After { get; init; }

    /// <summary>How old an answer may be that took so long: a cloud that is busy has better things to do than to be looked at.</summary>
    public TimeSpan LimitFor(TimeSpan took) => TimeSpan.FromTicks(Math.Max(MaxAge.Ticks, Math.Min(Longest.Ticks, Share * took.Ticks)));
}
