using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Nodes.Machine;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Nodes.Machine;

public sealed class PressureGaugeTests
{
    [Fact]
    public void Observe_AnyHistory_PressureFromABreachUntilAWholePeriodWithoutOne() => Prop.ForAll(
        ArbMap.Default.ArbFor<(bool Breached, byte Seconds)[]>(),
        history =>
        {
            var clock = new ManualTimeProvider();
            var period = TimeSpan.FromSeconds(300);
            var gauge = new PressureGauge(period, clock);
            DateTimeOffset? last = null;
            foreach (var (breached, seconds) in history)
            {
                clock.Advance(TimeSpan.FromSeconds(seconds));
                last = breached ? clock.GetUtcNow() : last;
                var expected = last is { } at && clock.GetUtcNow() - at < period;
                if (gauge.Observe(breached) != expected)
                {
                    return false;
                }

                last = expected ? last : null;
            }

            return true;
        }).QuickCheckThrowOnFailure();
}
