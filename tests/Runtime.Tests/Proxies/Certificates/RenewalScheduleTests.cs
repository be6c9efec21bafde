using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Certificates;

namespace Reeve.Runtime.Tests.Proxies.Certificates;

public sealed class RenewalScheduleTests
{
    [Theory]
    [InlineData(90, 0.0, 60.0)]
    [InlineData(90, 1.0, 58.2)]
    [InlineData(6, 0.0, 3.0)]
    public void Of_WithoutAdvice_PartOfItsLife(int days, double random, double expected) => Assert.Equal(
        Certificate.Start.AddDays(expected),
        RenewalSchedule.Of(Certificate.Start, Certificate.Start.AddDays(days), null, random),
        TimeSpan.FromSeconds(1));

    [Fact]
    public void Of_Advice_WithinItsWindow() => Assert.Equal(
        Certificate.Start.AddDays(11),
        RenewalSchedule.Of(
            Certificate.Start, Certificate.Start.AddDays(90),
            new RenewalAdvice { Start = Certificate.Start.AddDays(10), End = Certificate.Start.AddDays(12) }, 0.5));

    [Fact]
    public void Of_AnyLife_BeforeItsEndAndAfterItsBeginning() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<int>().Where(static seconds => seconds > 1).ToArbitrary(),
        Gen.Choose(0, 1000).Select(static thousandth => thousandth / 1000.0).ToArbitrary(),
        (seconds, random) =>
        {
            var end = Certificate.Start.AddSeconds(seconds);
            var renewal = RenewalSchedule.Of(Certificate.Start, end, null, random);
            return renewal > Certificate.Start && renewal < end;
        }).QuickCheckThrowOnFailure();
}
