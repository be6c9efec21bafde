using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Tests.Documentation.Support;
using Reeve.Host.Tests.Support;

namespace Reeve.Host.Tests.Documentation;

/// <summary>Every command of the documentation is one that there is.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TestCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Blocks_EveryCall_IsUnderstoodByTheCommandLine()
    {
        var calls = DocumentPage.AllBlocks.Where(static block => block.IsCommands)
            .SelectMany(static block => ShellText.LinesOf(block).SelectMany(ShellText.CallsIn).Select(call => (Block: block, Call: call))).ToList();
        var problems = calls.SelectMany(one => Parse([.. one.Call]).Select(problem => $"{one.Block}: reeve {string.Join(' ', one.Call)}: {problem}")).ToList();

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.True(calls.Count > 40, $"only {calls.Count} were found");
    }

    [Fact]
    public void Prose_EveryCallInIt_NamesCommandsAndOptionsThatThereAre()
    {
        var problems = DocumentPage.All.SelectMany(page => page.InlineCode.Where(static code => code.StartsWith("reeve ", StringComparison.Ordinal))
            .Select(code => Walk(code[6..]) is { } problem ? $"{page.Path}: `{code}`: {problem}" : null)).OfType<string>().ToList();

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private IEnumerable<string> Parse(string[] arguments)
    {
        var result = CommandLineProgram.CreateRoot(_cli.Cli, arguments).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return result.Errors.Select(static error => error.Message)
            .Concat((result.GetValue(GlobalOptions.Set) ?? []).Select(static pair => pair.Split('=')[0]).Where(static key => !IsSetting(key)).Select(static key => $"there is no setting {key}"));
    }

    private static bool IsSetting(string key) => SettingCatalog.All.Any(setting => setting.Key == key || (setting.IsMap && key.StartsWith(setting.Key + ".", StringComparison.Ordinal)));

    // What stands in a sentence may leave out what the command needs, or say NAME for it.
    private string? Walk(string text)
    {
        Command command = CommandLineProgram.CreateRoot(_cli.Cli, []);
        var known = new List<Option>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static word => word.Trim('[', ']', '…').TrimEnd('.')).Where(static word => word.Length > 0))
        {
            known.AddRange(command.Options);
            if (word.StartsWith('-'))
            {
                var name = word.Split('=')[0];
                if (!known.Any(option => option.Name == name || option.Aliases.Contains(name)))
                {
                    return $"it has no option {name}";
                }
            }
            else if (command.Subcommands.FirstOrDefault(sub => sub.Name == word || sub.Aliases.Contains(word)) is { } next)
            {
                command = next;
            }
            else if (command.Subcommands.Count > 0 && command.Arguments.Count == 0 && char.IsAsciiLetterLower(word[0]))
            {
                return $"there is no command {word}";
            }
        }

        return null;
    }
}
