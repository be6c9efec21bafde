using Reeve.Host.Rendering;

namespace Reeve.Host.Tests.Rendering;

public sealed class AgeTests
{
    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(119, "119s")]
    [InlineData(125, "2m5s")]
    [InlineData(180, "3m")]
    [InlineData(700, "11m")]
    [InlineData(3 * 3600 + 420, "3h7m")]
    [InlineData(10 * 3600, "10h")]
    [InlineData(3 * 86400 + 7200, "3d2h")]
    [InlineData(90 * 86400, "90d")]
    public void Of_Seconds_ShortForm(int seconds, string expected) => Assert.Equal(expected, Age.Of(TimeSpan.FromSeconds(seconds)));
}
