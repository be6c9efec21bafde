using Reeve.Runtime.Text;

namespace Reeve.Runtime.Tests.Text;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("90s", 90_000)]
    [InlineData("2h30m", 9_000_000)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("250ms", 250)]
    [InlineData("0s", 0)]
    public void TryParse_Duration_Length(string text, double milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var length));
        Assert.Equal(milliseconds, length.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("10")]
    [InlineData("-5s")]
    [InlineData("1w")]
    [InlineData("1..5s")]
    [InlineData("999999999999999999999d")]
    public void TryParse_NoDuration_Refused(string text) => Assert.False(DurationText.TryParse(text, out _));
}
