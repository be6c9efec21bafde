using System.Text.RegularExpressions;
using Reeve.Host.Tests.Documentation.Support;

namespace Reeve.Host.Tests.Documentation.Sessions;

/// <summary>A command of a session, and what it prints.</summary>
/// <param name="Line">The line of the page.</param>
/// <param name="Command">The command, with the lines that it goes on in.</param>
/// <param name="Expected">Lines that it prints, in this order; <c>…</c> stands for anything.</param>
internal sealed partial record SessionStep(int Line, string Command, IReadOnlyList<string> Expected)
{
    /// <summary>Whether it goes on until it is ended: an agent in the foreground.</summary>
    public bool Stays => Agent().IsMatch(Command) && !Command.Contains("--until-done", StringComparison.Ordinal) && !Behind().IsMatch(Command);

    /// <summary>Whether it goes on showing what comes.</summary>
    public bool Follows => Follower().IsMatch(Command);

    /// <summary>Whether it only shows something, so that it may be asked again.</summary>
    public bool Shows => Follows || (Reader().IsMatch(Command) && !Command.Contains(" -X ", StringComparison.Ordinal) && !Command.Contains(" -d ", StringComparison.Ordinal));

    /// <summary>The commands of a block.</summary>
    public static IReadOnlyList<SessionStep> Of(DocumentBlock block) => block switch
    {
        { File: { } file } => [new(block.Line, $"cat > {file} <<'END-OF-FILE'\n{block.Text}END-OF-FILE", [])],
        { Language: "console" } => OfSession(block),
        _ => OfScript(block),
    };

    /// <summary>Whether something printed is what the page says. How wide columns are does not matter.</summary>
    public bool Matches(string output)
    {
        var printed = output.Split('\n').Select(Squeeze).ToList();
        var at = 0;
        foreach (var line in Expected)
        {
            var pattern = $"^{string.Join(".*", line.Split('…').Select(static part => Regex.Escape(Squeeze(part))))}$";
            at = printed.FindIndex(at, one => Regex.IsMatch(one, pattern)) + 1;
            if (at == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static List<SessionStep> OfSession(DocumentBlock block)
    {
        var steps = new List<SessionStep>();
        var lines = block.Text.TrimEnd('\n').Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.StartsWith("$ ", StringComparison.Ordinal))
            {
                steps.Add(new SessionStep(block.Line + i + 1, line[2..], []));
            }
            else if (line.StartsWith("> ", StringComparison.Ordinal) && steps.Count > 0 && steps[^1].Expected.Count == 0)
            {
                steps[^1] = steps[^1] with { Command = $"{steps[^1].Command}\n{line[2..]}" };
            }
            else
            {
                steps[^1] = steps[^1] with { Expected = [.. steps[^1].Expected, line] };
            }
        }

        return steps;
    }

    // A command ends with its line, unless that goes on after a backslash or has a document that ends with a word of its own.
    private static List<SessionStep> OfScript(DocumentBlock block)
    {
        var steps = new List<SessionStep>();
        var (isOpen, end) = (false, "");
        var lines = block.Text.TrimEnd('\n').Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (isOpen)
            {
                steps[^1] = steps[^1] with { Command = $"{steps[^1].Command}\n{line}" };
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                steps.Add(new SessionStep(block.Line + i + 1, line, []));
                end = Document().Match(line).Groups[1].Value;
            }

            isOpen = end.Length > 0 ? line != end : line.EndsWith('\\');
            end = isOpen ? end : "";
        }

        return steps;
    }

    private static string Squeeze(string text) => Blanks().Replace(text, "");

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"<<'?(\w+)'?")]
    private static partial Regex Document();

    [GeneratedRegex(@"^(\w+=\S+ )*(sudo )?(\S*reeve|dotnet run --project \S+ --) (run|node|serve)( |$)")]
    private static partial Regex Agent();

    [GeneratedRegex(@"&\s*(#[^\n]*)?$")]
    private static partial Regex Behind();

    [GeneratedRegex(@"^((kubectl|reeve) (\S+ )*logs (\S+ )*-f( |$)|curl (\S+ )*-N( |$))")]
    private static partial Regex Follower();

    [GeneratedRegex("^(reeve (pods|logs|events|describe|exec|state|proxy (list|show)|cluster (list|show|get)|flavors (list|show))|curl|kubectl (\\S+ )*(get|logs|describe|exec|top)|systemctl (status|list-units))( |$)")]
    private static partial Regex Reader();
}
