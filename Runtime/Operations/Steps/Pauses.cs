namespace Reeve.Runtime.Operations.Steps;

/// <summary>How long a step waits before it tries again.</summary>
internal static class Pauses
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_firstLook = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    /// <summary>After a number of failed tries of something that changes what is there: less and less often.</summary>
    public static TimeSpan BeforeTry(int failed) => failed > 5 ? s_longest : s_first * (1 << (failed - 1));

    /// <summary>Before the next look at something that is waited for: so often that its end is seen within an eighth of the whole wait.</summary>
    public static TimeSpan BeforeLook(TimeSpan waited) => TimeSpan.FromTicks(Math.Clamp(waited.Ticks / 8, s_firstLook.Ticks, s_longest.Ticks));
}
