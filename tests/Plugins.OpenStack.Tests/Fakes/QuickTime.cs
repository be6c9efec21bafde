namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>A clock whose waits are over at once, and whose deadlines (five seconds exactly, and more than a minute) never are.</summary>
internal sealed class QuickTime : TimeProvider
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(
        callback, state, dueTime > s_longestWait || dueTime == s_patience || dueTime == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
}
