using Reeve.Benchmarks.Agents;

namespace Reeve.Benchmarks.Tests.Agents;

public sealed class ArrivalSignTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData(8100, false)]
    [InlineData(8600, false)]
    [InlineData(9000, false)]
    [InlineData(9100, true)]
    [InlineData(9200, true)]
    public void IsGiven_ThreadsOfTheMachine_OnceEachPodHasASupervisorAndAProgram(int threads, bool given) =>
        Assert.Equal(given, new ArrivalSign(8100, 500).IsGiven(threads, Soon));

    [Fact]
    public void IsGiven_SomeThreadsOfTheAgentEnded_Comes() => Assert.True(new ArrivalSign(8100, 500).IsGiven(9080, Soon));

    [Fact]
    public void IsGiven_ManyOthersEnded_ComesInTheEnd()
    {
        var sign = new ArrivalSign(8100, 500);

        Assert.False(sign.IsGiven(7000, ArrivalSign.Latest - TimeSpan.FromMilliseconds(1)));
        Assert.True(sign.IsGiven(7000, ArrivalSign.Latest));
    }
}
