using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Benchmarks.Processes;
using Reeve.Testing;

namespace Reeve.Benchmarks.Tests.Processes;

public sealed class ThreadCountTests
{
    [Fact]
    public void Parse_AnyLine_TakesWhatFollowsTheSlash() =>
        Prop.ForAll(
            Gen.Choose(0, 4_194_304).Four().ToArbitrary(),
            numbers => Parse(string.Create(
                CultureInfo.InvariantCulture,
                $"{numbers.Item1}.20 0.18 0.12 {numbers.Item2}/{numbers.Item3} {numbers.Item4}\n")) == numbers.Item3)
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("0.20 0.18 0.12 80 11206")]
    [InlineData("0.20 0.18 0.12 1/")]
    [InlineData("0.20 0.18 0.12 1/x 11206")]
    public void Parse_NoNumber_Throws(string line) => Assert.Throws<BenchmarkException>(() => Parse(line));

    [LinuxFact]
    public void Now_ThisProcess_IsAtLeastItsThreads()
    {
        using var threads = new ThreadCount();

        Assert.True(threads.Now() > 1);
        Assert.True(threads.Now() > 1);
    }

    private static int Parse(string line) => ThreadCount.Parse(Encoding.ASCII.GetBytes(line));
}
