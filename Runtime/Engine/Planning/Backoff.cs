namespace Reeve.Runtime.Engine.Planning;

/// <summary>
/// A pause that doubles with each failure and is forgotten after twice its longest value without one: the rules of
/// client-go's <c>flowcontrol.Backoff</c>, without its table. A value: the owner stores what <see cref="Grow"/> returns.
/// </summary>
internal readonly record struct Backoff
{
    /// <summary>The present pause; zero if there was no failure.</summary>
    public TimeSpan Delay { get; private init; }

    private DateTimeOffset GrownAt { get; init; }

    /// <summary>Until when to wait after something that happened at a time; that time itself if there is nothing to wait for.</summary>
    public DateTimeOffset Until(DateTimeOffset since, TimeSpan max) => IsForgotten(since, max) ? since : since + Delay;

    /// <summary>The next pause.</summary>
    public Backoff Grow(DateTimeOffset since, DateTimeOffset now, TimeSpan first, TimeSpan max) => new()
    {
        Delay = IsForgotten(since, max) ? first : TimeSpan.FromTicks(Math.Min(Delay.Ticks * 2, max.Ticks)),
        GrownAt = now,
    };

    private bool IsForgotten(DateTimeOffset since, TimeSpan max) => Delay == TimeSpan.Zero || since - GrownAt > 2 * max;
}
