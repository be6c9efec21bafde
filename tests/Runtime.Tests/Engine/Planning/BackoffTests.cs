using Reeve.Runtime.Engine.Planning;

namespace Reeve.Runtime.Tests.Engine.Planning;

public class BackoffTests
{
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _max = TimeSpan.FromMinutes(5);

    [Fact]
    public void Until_NoFailureYet_IsNow() => Assert.Equal(_now, default(Backoff).Until(_now, _max));

    [Fact]
    public void Grow_AgainAndAgain_DoublesToTheLongest()
    {
        var backoff = default(Backoff);
        var delays = Enumerable.Range(0, 8).Select(_ => (backoff = backoff.Grow(_now, _now, _first, _max)).Delay.TotalSeconds);
        Assert.Equal([10, 20, 40, 80, 160, 300, 300, 300], delays);
    }

    [Fact]
    public void Until_LongAfter_IsForgotten()
    {
        var backoff = default(Backoff).Grow(_now, _now, _first, _max).Grow(_now, _now, _first, _max);
        var late = _now + (2 * _max) + TimeSpan.FromSeconds(1);
        Assert.Equal(_now + TimeSpan.FromSeconds(20), backoff.Until(_now, _max));
        Assert.Equal(late, backoff.Until(late, _max));
        Assert.Equal(_first, backoff.Grow(late, late, _first, _max).Delay);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(10, "10s")]
    [InlineData(80, "1m20s")]
    [InlineData(300, "5m0s")]
    [InlineData(3725, "1h2m5s")]
    public void Format_Seconds_AreGos(int seconds, string text) => Assert.Equal(text, GoDuration.Format(TimeSpan.FromSeconds(seconds)));
}
