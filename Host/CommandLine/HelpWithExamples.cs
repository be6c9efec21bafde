using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Reeve.Host.CommandLine;

/// <summary>The usual help, followed by examples.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = _help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = parseResult.CommandResult.Command is HostCommand command ? command.Examples : RootExamples;
        if (examples.Count > 0)
        {
            output.WriteLine("Examples:");
            var width = examples.Max(example => example.CommandLine.Length);
            foreach (var (commandLine, purpose) in examples)
            {
                output.WriteLine($"  {commandLine.PadRight(width)}  # {purpose}");
            }

            output.WriteLine();
        }

        return exitCode;
    }

    private static IReadOnlyList<(string CommandLine, string Purpose)> RootExamples =>
    [
        ("reeve run pod.yaml", "run a pod until it or you end"),
        ("reeve run --until-done job.yaml", "run it and return its outcome"),
        ("reeve pods", "what runs"),
        ("reeve logs hello -f", "what it writes"),
        ("reeve doctor", "what this machine lacks"),
    ];
}
