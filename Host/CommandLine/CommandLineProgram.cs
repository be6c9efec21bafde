using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Reeve.Host.Commands.Edge;
using Reeve.Runtime.Text;

namespace Reeve.Host.CommandLine;

/// <summary>The command line as a whole: parses, reports misuse, runs the command.</summary>
internal static class CommandLineProgram
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Cli cli, string[] arguments, CancellationToken cancellationToken)
    {
        if (EdgeAgentFlags.IsOne(arguments))
        {
            try
            {
                arguments = EdgeAgentFlags.Translate(arguments, cli.Environment, File.Exists);
            }
            catch (CommandException misuse)
            {
                await cli.Error.WriteLineAsync(misuse.Message);
                return misuse.ExitCode;
            }
        }

        var result = CreateRoot(cli, arguments).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0 && result.Action is ParseErrorAction or null)
        {
            return ReportMisuse(cli, result);
        }

        // Signals are the commands' own business: the default handler would end "run" without a word.
        return await result.InvokeAsync(
            new InvocationConfiguration
            {
                Output = cli.Out,
                Error = cli.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            },
            cancellationToken);
    }

    /// <summary>Makes the root with the command that the arguments begin with, or with all of them.</summary>
    /// <remarks>Making one command instead of thirteen is a visible part of the time to a container's start.</remarks>
    public static RootCommand CreateRoot(Cli cli, IReadOnlyList<string> arguments)
    {
        var root = new RootCommand("Runs Kubernetes pods on this machine through plugins, without containers and without a cluster.");
        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        var first = arguments.Count > 0 ? arguments[0] : "";
        var named = CommandCatalog.All.Where(command => command.Name == first).ToList();
        foreach (var (_, create) in named.Count > 0 ? named : CommandCatalog.All)
        {
            root.Subcommands.Add(create(cli));
        }

        foreach (var option in root.Options.Where(option => option is HelpOption or VersionOption))
        {
            option.Action = option is HelpOption ? new HelpWithExamples() : new PrintVersion(cli);
        }

        return root;
    }

    private static int ReportMisuse(Cli cli, ParseResult result)
    {
        var command = CommandPath.Of(result.CommandResult);
        if (result.CommandResult.Command is RootCommand && result.Tokens.Count > 0)
        {
            var name = result.Tokens[0].Value;
            var known = CommandCatalog.All.Where(entry => !entry.Name.StartsWith('_')).Select(entry => entry.Name).ToList();
            var meant = NearestName.Find(name, known);
            cli.Error.WriteLine(meant is null
                ? $"There is no command \"{name}\"; \"reeve --help\" lists them."
                : $"There is no command \"{name}\"; did you mean \"{meant}\"?");
            return ExitCodes.Usage;
        }

        var message = string.Join(' ', result.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        cli.Error.WriteLine($"{message.TrimEnd('.')}; \"{command} --help\" shows the usage.");
        return ExitCodes.Usage;
    }
}
