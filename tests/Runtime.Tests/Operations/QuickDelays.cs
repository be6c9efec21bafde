namespace Reeve.Runtime.Tests.Operations;

/// <summary>A clock whose delays of up to a minute are over at once, and whose longer ones (deadlines) never are.</summary>
internal sealed class QuickDelays : TimeProvider
{
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMinutes(1);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > s_longestDelay ? Timeout.InfiniteTimeSpan : dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
}
