using System.CommandLine;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Commands.Nodes;

/// <summary>
/// The file of flags that the environment variable <c>CONFIG_FILE</c> names: one <c>--flag=value</c> on each line. It counts as if it stood before
/// the command line.
/// </summary>
internal static class FlagFile
{
    /// <summary>The variable.</summary>
    public const string Variable = "CONFIG_FILE";

    /// <summary>Reads the file; null if there is none.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="result">The command line.</param>
    /// <exception cref="CommandException">It cannot be read, or has something else in it.</exception>
    public static ParseResult? Read(Cli cli, ParseResult result)
    {
        if (cli.Environment.GetValueOrDefault(Variable) is not { Length: > 0 } path)
        {
            return null;
        }

        var lines = Lines(path);
        var parsed = result.RootCommandResult.Command.Parse([result.CommandResult.Command.Name, .. lines], new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            throw CommandException.Usage($"{path} ({Variable}): {parsed.Errors[0].Message.TrimEnd('.')}; give {StackableStart.NoConfig} to leave it unread.");
        }

        var others = GlobalOptions.All.Where(option => option != GlobalOptions.StateDirectory && parsed.GetResult(option) is { Implicit: false });
        return others.FirstOrDefault() is { } other
            ? throw CommandException.Usage($"{path} ({Variable}): {other.Name} is read from the command line alone.")
            : parsed;
    }

    private static List<string> Lines(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Usage($"{path} ({Variable}) cannot be read: {e.Message}");
        }

        var flags = new List<string>();
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1].Trim();
            if (line.StartsWith("--", StringComparison.Ordinal))
            {
                flags.Add(line);
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                throw CommandException.Usage($"{path}:{number} ({Variable}): each line is --flag=value; \"{line}\" is none.");
            }
        }

        return flags;
    }
}
