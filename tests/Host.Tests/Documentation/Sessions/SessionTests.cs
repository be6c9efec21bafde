using Reeve.Host.Tests.Documentation.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Documentation.Sessions;

/// <summary>The commands of the pages, run as they stand there.</summary>
public sealed class SessionTests
{
    /// <summary>Pages with commands that take nothing but the command.</summary>
    public static TheoryData<string> Pages { get; } = [.. Commands.Where(static one => one.Run.Environment is "").Select(static one => one.Block.Page).Distinct()];

    /// <summary>Pages with commands that take a machine, and what else they take. The longer ones are run by eng/docs.sh alone.</summary>
    public static TheoryData<string, string> MachinePages { get; } = ToData(Commands.Where(static one => one.Run.Environment is { Length: > 0 } environment && (IsWhole || environment == "machine")));

    private static bool IsWhole => Environment.GetEnvironmentVariable("REEVE_DOCS") == "all";

    private static IEnumerable<(DocumentBlock Block, BlockRun Run)> Commands =>
        DocumentPage.AllBlocks.Where(static block => block.IsCommands).Select(static block => (block, Run: BlockRun.Of(block))).Where(static one => one.Run is not null).Select(static one => (one.block, one.Run!));

    [LinuxTheory]
    [MemberData(nameof(Pages))]
    public async Task Page_ItsCommands_DoWhatItSays(string page)
    {
        await using var shell = ShellSession.Here();
        await RunAsync(shell, page, "");
    }

    [RequiresTheory(Component.SystemdNode)]
    [MemberData(nameof(MachinePages))]
    public async Task Page_ItsCommandsInAMachine_DoWhatItSays(string page, string environment)
    {
        await using var shell = await ShellSession.InMachineAsync();
        await RunAsync(shell, page, environment);
    }

    [Fact]
    public void Blocks_EveryOneWithCommands_IsRunOrSaysWhyNot()
    {
        var problems = DocumentPage.AllBlocks.Where(static block => block.Language.Length == 0).Select(static block => $"{block}: it says no language; text, if it is none").Concat(
            DocumentPage.AllBlocks.Where(static block => block.IsCommands && BlockRun.Of(block) is null).Select(static block => $"{block}: neither \"run: ENVIRONMENT\" nor \"not run: REASON\"")).ToList();

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void Notes_WhatTheyName_IsThere()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet();
        var tests = Commands.SelectMany(static one => one.Run.Tests.Select(test => (one.Block, Test: test))).ToList();
        var environments = Commands.SelectMany(static one => (one.Run.Environment ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => (one.Block, Name: name)));

        Assert.NotEmpty(tests);
        Assert.Empty(tests.Where(one => !files.Contains(one.Test) && !File.Exists(Path.Combine(Repository.Root, one.Test))).Select(static one => $"{one.Block}: there is no test {one.Test}"));
        Assert.Empty(environments.Where(static one => !File.Exists(Path.Combine(ShellSession.Environments, $"{one.Name}.sh"))).Select(static one => $"{one.Block}: there is no environment {one.Name}"));
    }

    private static async Task RunAsync(ShellSession shell, string page, string environment)
    {
        var runner = new SessionRunner(shell, page);
        if (environment.Length > 0)
        {
            await runner.PrepareAsync(environment);
        }

        var blocks = DocumentPage.All.Single(one => one.Path == page).Blocks.Where(block => block.File is not null || (block.IsCommands && BlockRun.Of(block)?.Environment == environment));
        foreach (var step in blocks.SelectMany(SessionStep.Of))
        {
            await runner.RunAsync(step);
        }

        await runner.EndAsync();
    }

    private static TheoryData<string, string> ToData(IEnumerable<(DocumentBlock Block, BlockRun Run)> commands)
    {
        var data = new TheoryData<string, string>();
        foreach (var (page, environment) in commands.Select(static one => (one.Block.Page, one.Run.Environment!)).Distinct())
        {
            data.Add(page, environment);
        }

        return data;
    }
}
