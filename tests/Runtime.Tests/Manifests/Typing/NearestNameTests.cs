using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Manifests.Typing;

namespace Reeve.Runtime.Tests.Manifests.Typing;

public class NearestNameTests
{
    private static readonly string[] Known = ["image", "imagePullPolicy", "name", "command", "args", "env", "envFrom", "ports", "tty"];

    [Theory]
    [InlineData("imge", "image")]
    [InlineData("iamge", "image")]
    [InlineData("IMAGE", "image")]
    [InlineData("imagePulPolicy", "imagePullPolicy")]
    [InlineData("commands", "command")]
    [InlineData("port", "ports")]
    [InlineData("envs", "env")]
    [InlineData("zzz", null)]
    [InlineData("", null)]
    [InlineData("volumes", null)]
    public void Of_Name_TheOneThatWasMeant(string name, string? expected) => Assert.Equal(expected, NearestName.Of(name, Known));

    [Fact]
    public void Of_AnyName_AKnownOneOrNone() => Prop.ForAll<NonNull<string>>(static name =>
    {
        var guess = NearestName.Of(name.Get, Known);
        Assert.True(guess is null || Known.Contains(guess));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_LongName_NoGuess() => Assert.Null(NearestName.Of(new string('x', 100_000), Known));
}
