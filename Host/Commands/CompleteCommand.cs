using System.CommandLine;
using System.CommandLine.Completions;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Commands;

/// <summary>What the completion scripts call: prints what may stand at the end of a command line, one on each line.</summary>
internal static class CompleteCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var words = new Argument<string[]>("WORDS") { Arity = ArgumentArity.ZeroOrMore, CaptureRemainingTokens = true };
        var command = new HostCommand("__complete", "Completes a command line.") { Hidden = true };
        command.Add(words);
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetHandler(cli, result =>
        {
            var line = result.GetValue(words) ?? [];
            var parsed = CommandLineProgram.CreateRoot(cli, []).Parse(line);
            var last = line.Length > 0 ? line[^1] : "";
            var labels = Find(parsed, line)
                .Select(item => item.Label)
                .Where(label => label.StartsWith(last, StringComparison.Ordinal) && label is not "-?" and not "/?" and not "/h")
                .Where(label => !label.StartsWith('-') || last.StartsWith('-'));
            foreach (var label in labels)
            {
                cli.Out.WriteLine(label);
            }

            return ExitCodes.Success;
        });
        return command;
    }

    // After an option that takes a value nothing else may stand.
    private static IEnumerable<CompletionItem> Find(ParseResult parsed, string[] line)
    {
        var before = line.Length > 1 ? line[^2] : "";
        var option = parsed.CommandResult.Command.Options.Concat(GlobalOptions.All)
            .FirstOrDefault(one => one.Arity.MaximumNumberOfValues > 0 && one.ValueType != typeof(bool) && (one.Name == before || one.Aliases.Contains(before)));
        return option?.GetCompletions(parsed.GetCompletionContext()) ?? parsed.GetCompletions();
    }
}
