using FsCheck;
using FsCheck.Fluent;
using Reeve.Ssh.Quoting;
using Reeve.Testing;

namespace Reeve.Ssh.Tests.Quoting;

public sealed class PosixQuotingTests
{
    [RequiresTheory(Component.Linux)]
    [InlineData("sh")]
    [InlineData("bash")]
    public void Join_AnyWords_ArriveAsTheyAre(string shell) => Prop.ForAll(
        Words.List,
        words => Shells.Output(shell, "-c", "printf '%s\\0' " + PosixQuoting.Join(words)).SequenceEqual(Words.Terminated(words))).QuickCheckThrowOnFailure();

    [RequiresTheory(Component.Linux)]
    [InlineData("sh", "/bin/sh")]
    [InlineData("bash", "/bin/sh")]
    [InlineData("sh", "/bin/bash")]
    public void WireCommand_AnyWords_ArriveAsTheyAre(string login, string shell) => Prop.ForAll(
        Words.List,
        words => Shells.Output(login, "-c", WireCommand.Of([shell], "printf '%s\\0' " + PosixQuoting.Join(words))).SequenceEqual(Words.Terminated(words)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void WireCommand_AnyWords_NothingThatAShellMayTakeOtherwise() => Prop.ForAll(
        Words.List,
        words =>
        {
            var command = WireCommand.Of(["/bin/sh"], PosixQuoting.Join(words));
            var script = command[command.IndexOf('\'', StringComparison.Ordinal)..].Trim('\'');
            return !command.Contains('\n', StringComparison.Ordinal) && !script.Contains('\'', StringComparison.Ordinal) &&
                !script.Contains('!', StringComparison.Ordinal) && command.All(char.IsAscii);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Quote_NoArgumentAtAll_Invalid()
    {
        // Not as data of a theory: what is no Unicode does not arrive there.
        foreach (var word in (string[])["a\0b", new string('\ud800', 1)])
        {
            Assert.Equal(ErrorReason.Invalid, Assert.Throws<ProviderException>(() => PosixQuoting.Quote(word)).Reason);
        }
    }

    [Fact]
    public void WireCommand_TooLong_Invalid() =>
        Assert.Equal(ErrorReason.Invalid, Assert.Throws<ProviderException>(() => WireCommand.Of(["/bin/sh"], new string('a', 130_000))).Reason);
}
