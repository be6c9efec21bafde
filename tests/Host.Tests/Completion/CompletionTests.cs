using Reeve.Host.CommandLine;
using Reeve.Host.Tests.Support;

namespace Reeve.Host.Tests.Completion;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Completion_Shell_ScriptHoldsEveryCommandAndAsksForTheRest(string shell)
    {
        var cli = new TestCli();

        Assert.Equal(0, await cli.RunAsync("completion", shell));

        var names = CommandCatalog.All.Select(command => command.Name).Where(name => !name.StartsWith('_'));
        Assert.Contains(string.Join(' ', names), cli.Out, StringComparison.Ordinal);
        Assert.Contains("reeve __complete -- ", cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--tail,--timestamps", "logs", "--t")]
    [InlineData("show", "config", "sh")]
    [InlineData("bash,fish,zsh", "completion", "")]
    [InlineData("", "logs", "")]
    [InlineData("--tail,--timestamps", "--", "--state-dir", "/nowhere", "logs", "--t")]
    [InlineData("show", "--", "config", "sh")]
    [InlineData("", "--", "exec", "p", "--", "")]
    public async Task Complete_Words_WhatMayFollow(string expected, params string[] words)
    {
        var cli = new TestCli(new() { ["HOME"] = "/nowhere" });

        Assert.Equal(0, await cli.RunAsync(["__complete", .. words]));

        var lines = cli.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, string.Join(',', lines));
        Assert.Equal("", cli.Error);
    }

    [Fact]
    public async Task Completion_UnknownShell_Usage() => Assert.Equal(2, await new TestCli().RunAsync("completion", "tcsh"));
}
