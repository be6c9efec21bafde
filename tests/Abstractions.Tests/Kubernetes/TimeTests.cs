using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

public sealed class TimeTests
{
    [Theory]
    [InlineData("2026-04-05T06:07:08Z", "2026-04-05T06:07:08Z", "2026-04-05T06:07:08.000000Z")]
    [InlineData("2026-04-05T06:07:08.9Z", "2026-04-05T06:07:08Z", "2026-04-05T06:07:08.900000Z")]
    [InlineData("2026-04-05T06:07:08.123456789Z", "2026-04-05T06:07:08Z", "2026-04-05T06:07:08.123456Z")]
    [InlineData("2026-04-05T06:07:08+02:00", "2026-04-05T04:07:08Z", "2026-04-05T04:07:08.000000Z")]
    [InlineData("2026-04-05T06:07:08.5-11:30", "2026-04-05T17:37:08Z", "2026-04-05T17:37:08.500000Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z")]
    [InlineData("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000000Z")]
    public void Parse_Rfc3339_IsWrittenInUtcWithItsPrecision(string text, string time, string microTime)
    {
        Assert.Equal(time, Time.Parse(text).ToString());
        Assert.Equal(microTime, MicroTime.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-04-05")]
    [InlineData("2026-04-05T06:07:08")]
    [InlineData("2026-04-05 06:07:08Z")]
    [InlineData("2026-04-05T06:07Z")]
    [InlineData("2026-04-05T06:07:08.Z")]
    [InlineData("2026-04-05T06:07:08z")]
    [InlineData("2026-04-05T06:07:08+0200")]
    [InlineData("2026-04-05T06:07:08+24:00")]
    [InlineData("2026-02-30T06:07:08Z")]
    [InlineData("2026-04-05T24:00:00Z")]
    [InlineData("2026-04-05T06:07:08ZZ")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("1775368028")]
    public void Parse_Other_IsRefused(string text)
    {
        Assert.False(Time.TryParse(text, out _));
        Assert.False(MicroTime.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Time.Parse(text));
        Assert.Throws<FormatException>(() => MicroTime.Parse(text));
    }

    [Fact]
    public void ToString_AnyInstant_ReadsBackTruncated() =>
        Prop.ForAll<DateTimeOffset>(instant =>
        {
            var ticks = instant.UtcTicks;
            return Time.Parse(new Time(instant).ToString()).Value.UtcTicks == ticks - (ticks % TimeSpan.TicksPerSecond)
                && MicroTime.Parse(new MicroTime(instant).ToString()).Value.UtcTicks == ticks - (ticks % TimeSpan.TicksPerMicrosecond);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Prop.ForAll<string>(text => !Time.TryParse(text, out var time) || time.ToString().Length == 20).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_NullAndTimes_AreRead()
    {
        var lease = KubernetesJson.Deserialize<Lease>("""{"metadata":{"creationTimestamp":null},"spec":{"acquireTime":null,"renewTime":"2026-04-05T06:07:08.000009Z"}}""");

        Assert.Null(lease.Metadata.CreationTimestamp);
        Assert.Null(lease.Spec.AcquireTime);
        Assert.Equal(9, lease.Spec.RenewTime!.Value.Value.Microsecond);
    }

    [Theory]
    [InlineData("""{"startTime":"soon"}""")]
    [InlineData("""{"startTime":5}""")]
    public void Json_NotATime_NamesThePath(string json)
    {
        var error = Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<PodStatus>(json));

        Assert.Equal("$.startTime", error.Path);
    }
}
