using Reeve.Runtime.Operations.Steps;

namespace Reeve.Runtime.Tests.Operations;

public sealed class PausesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(6, 30)]
    [InlineData(int.MaxValue, 30)]
    public void BeforeTry_FailedTries_DoublesUpToHalfAMinute(int failed, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Pauses.BeforeTry(failed));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(3, 0.5)]
    [InlineData(8, 1)]
    [InlineData(80, 10)]
    [InlineData(3600, 30)]
    public void BeforeLook_TimeThatWasWaited_IsAnEighthOfIt(double waited, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Pauses.BeforeLook(TimeSpan.FromSeconds(waited)));
}
