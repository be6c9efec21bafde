using System.CommandLine.Parsing;

namespace Reeve.Host.CommandLine;

/// <summary>The words that lead to a command.</summary>
internal static class CommandPath
{
    /// <summary>E.g. <c>reeve plugins list</c>.</summary>
    public static string Of(CommandResult command)
    {
        var words = new List<string>();
        for (SymbolResult? result = command; result is not null; result = result.Parent)
        {
            if (result is CommandResult { Parent: not null } part)
            {
                words.Insert(0, part.Command.Name);
            }
        }

        return string.Join(' ', words.Prepend("reeve"));
    }
}
