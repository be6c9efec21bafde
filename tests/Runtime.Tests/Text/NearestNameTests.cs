using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Text;

namespace Reeve.Runtime.Tests.Text;

public sealed class NearestNameTests
{
    private static readonly string[] Known =
        ["image", "imagePullPolicy", "name", "command", "args", "env", "envFrom", "ports", "tty", "stateDirectory"];

    [Theory]
    [InlineData("imge", "image")]
    [InlineData("iamge", "image")]
    [InlineData("IMAGE", "image")]
    [InlineData("imagePulPolicy", "imagePullPolicy")]
    [InlineData("commands", "command")]
    [InlineData("port", "ports")]
    [InlineData("prots", "ports")]
    [InlineData("envs", "env")]
    [InlineData("state_directory", "stateDirectory")]
    [InlineData("zzz", null)]
    [InlineData("", null)]
    [InlineData("volumes", null)]
    public void Find_Name_TheOneThatWasMeant(string name, string? expected) => Assert.Equal(expected, NearestName.Find(name, Known));

    [Fact]
    public void Find_NoCandidates_Nothing() => Assert.Null(NearestName.Find("a", []));

    [Fact]
    public void Find_LongName_NoGuess() => Assert.Null(NearestName.Find(new string('x', 100_000), Known));

    [Fact]
    public void Find_AnyName_AKnownOneOrNone() => Prop.ForAll<NonNull<string>>(static name =>
    {
        var guess = NearestName.Find(name.Get, Known);
        Assert.True(guess is null || Known.Contains(guess));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Distance_AnyTwoWords_SymmetricAndBounded() => Prop.ForAll<NonNull<string>, NonNull<string>>(static (left, right) =>
    {
        var (a, b) = (left.Get, right.Get);
        var distance = NearestName.Distance(a, b);
        return distance == NearestName.Distance(b, a)
            && distance <= Math.Max(a.Length, b.Length)
            && distance >= Math.Abs(a.Length - b.Length)
            && (distance == 0) == (a == b);
    }).QuickCheckThrowOnFailure();
}
