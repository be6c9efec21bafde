using FsCheck;
using FsCheck.Fluent;
using Reeve.Host.Configuration;

namespace Reeve.Host.Tests.Configuration;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("pdos", "pods")]
    [InlineData("state_directory", "stateDirectory")]
    [InlineData("zzz", null)]
    public void Find_Name_NearestOrNothing(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, ["pods", "stateDirectory", "provider"]));

    [Fact]
    public void Find_NoCandidates_Nothing() => Assert.Null(NearestName.Find("a", []));

    [Fact]
    public void Distance_AnyTwoWords_SymmetricAndBounded() =>
        Prop.ForAll<string, string>((a, b) =>
        {
            a ??= "";
            b ??= "";
            var distance = NearestName.Distance(a, b);
            return distance == NearestName.Distance(b, a)
                && distance <= Math.Max(a.Length, b.Length)
                && distance >= Math.Abs(a.Length - b.Length)
                && (distance == 0) == (a == b);
        }).QuickCheckThrowOnFailure();
}
