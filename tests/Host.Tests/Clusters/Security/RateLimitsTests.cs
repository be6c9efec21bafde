using FsCheck;
using FsCheck.Fluent;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Security;

public sealed class RateLimitsTests
{
    [Fact]
    public void Count_AnyPauses_NeverMoreThanTheBurstAndTheRate() => Prop.ForAll(
        Gen.Choose(0, 400).ListOf().ToArbitrary(),
        pauses =>
        {
            const int rate = 5;
            var clock = new ManualTimeProvider();
            var limits = new RateLimits(rate, clock);
            var passed = 0;
            var milliseconds = 0;
            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                milliseconds += pause;
                passed += Passes(limits, "a") ? 1 : 0;
            }

            return passed <= (2 * rate) + (rate * milliseconds / 1000.0) && Passes(limits, "b");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Count_JustBeforeTheNextIsDue_SaysToWait()
    {
        for (var pause = 1; pause < 200; pause++)
        {
            var clock = new ManualTimeProvider();
            var limits = new RateLimits(5, clock);
            for (var calls = 0; calls < 500; calls++)
            {
                _ = Passes(limits, "a"); // throws where none is said
                clock.Advance(TimeSpan.FromMilliseconds(pause));
            }
        }
    }

    [Fact]
    public void Count_MoreCallersThanAreRemembered_TheLatestAreStillLimited()
    {
        var limits = new RateLimits(1, new ManualTimeProvider());
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(Passes(limits, $"caller {i}"));
        }

        Assert.True(Passes(limits, "caller 9999"));
        Assert.False(Passes(limits, "caller 9999"));
    }

    private static bool Passes(RateLimits limits, string caller)
    {
        try
        {
            limits.Count(caller);
            return true;
        }
        catch (ApiException e) when (e.RetryAfter > TimeSpan.Zero)
        {
            return false;
        }
    }
}
