using Reeve.Host.CommandLine;
using Reeve.Host.Tests.Support;

namespace Reeve.Host.Tests.CommandLine;

public sealed class CommandLineProgramTests
{
    public static TheoryData<string> Commands =>
        [.. CommandCatalog.All.Select(command => command.Name).Where(name => !name.StartsWith('_'))];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Run_HelpOfACommand_UsageAndExamples(string command)
    {
        var cli = new TestCli();

        Assert.Equal(0, await cli.RunAsync(command, "--help"));

        Assert.Contains("Usage:", cli.Out, StringComparison.Ordinal);
        Assert.Equal("", cli.Error);
        if (command is not ("config" or "images" or "plugins"))
        {
            Assert.Contains("Examples:", cli.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_Help_ListsEveryCommandButHiddenOnes()
    {
        var cli = new TestCli();

        Assert.Equal(0, await cli.RunAsync("--help"));

        Assert.All(
            CommandCatalog.All.Where(command => !command.Name.StartsWith('_')),
            command => Assert.Contains($"\n  {command.Name}", cli.Out, StringComparison.Ordinal));
        Assert.DoesNotContain("__complete", cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no command \"pdos\"; did you mean \"pods\"?", "pdos")]
    [InlineData("There is no command \"quux\"; \"reeve --help\" lists them.", "quux")]
    [InlineData("Required argument 'POD' missing for command: 'logs'; \"reeve logs --help\" shows the usage.", "logs")]
    [InlineData("Unrecognized option '--bogus'; \"reeve pods --help\" shows the usage.", "pods", "--bogus")]
    [InlineData("Give the names of pods, or --all for all of the namespace.", "delete")]
    [InlineData("Give the names of pods, or --all for all of the namespace.", "delete", "a", "--all")]
    [InlineData("--all-namespaces goes with --all.", "delete", "a", "-A")]
    [InlineData("--grace-period 0 kills at once; add --force if that is meant.", "delete", "a", "--grace-period", "0")]
    [InlineData("--tail takes a number, 0 or more.", "logs", "a", "--tail", "-1")]
    [InlineData("Give --since or --since-time, not both.", "logs", "a", "--since", "1s", "--since-time", "2026-01-01T00:00:00Z")]
    [InlineData("--since takes a duration such as 30s, 5m or 2h30m; \"soon\" is none.", "logs", "a", "--since", "soon")]
    [InlineData("--set takes KEY=VALUE, such as logging.level=debug; \"x\" has no key.", "config", "show", "--set", "x")]
    [InlineData("--set: Unknown key \"loging.level\"; did you mean \"logging.level\"?", "config", "show", "--set", "loging.level=debug")]
    public async Task Run_Misuse_OneSentenceAndExitCode2(string sentence, params string[] arguments)
    {
        var cli = new TestCli();

        Assert.Equal(2, await cli.RunAsync(arguments));

        Assert.Equal(sentence + "\n", cli.Error);
        Assert.Equal("", cli.Out);
    }

    [Theory]
    [InlineData("pods")]
    [InlineData("logs", "a")]
    [InlineData("delete", "a")]
    [InlineData("exec", "a", "--", "ls")]
    public async Task Run_NoAgentAndNoState_SaysHowToStartOne(params string[] arguments)
    {
        var cli = new TestCli();

        Assert.Equal(1, await cli.RunAsync([arguments[0], "--state-dir", "/nowhere/at/all", .. arguments[1..]]));

        Assert.Equal(
            "No agent runs on /nowhere/at/all; start one with \"reeve run\", or name another directory with --state-dir.\n", cli.Error);
    }

    [Fact]
    public async Task Run_Version_Printed()
    {
        var cli = new TestCli();

        Assert.Equal(0, await cli.RunAsync("--version"));

        Assert.Matches(@"^\d+\.\d+\.\d+", cli.Out);
    }
}
