using System.CommandLine;
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
            var labels = parsed.GetCompletions()
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
}
