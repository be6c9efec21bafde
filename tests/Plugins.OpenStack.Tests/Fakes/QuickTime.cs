namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>
/// A clock whose waits are over at once, and whose deadlines (five seconds exactly, and more than a minute) never are. What was waited for has passed by its
/// time stamps.
/// </summary>
internal sealed class QuickTime : TimeProvider
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private long _skipped;

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _skipped);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isDeadline = dueTime > s_longestWait || dueTime == s_patience || dueTime == Timeout.InfiniteTimeSpan;
        if (!isDeadline)
        {
            Interlocked.Add(ref _skipped, (long)(dueTime.TotalSeconds * TimestampFrequency));
        }

        return base.CreateTimer(callback, state, isDeadline ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
