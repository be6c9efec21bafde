using System.Text;
using Reeve.Host.Tests.Documentation.Sessions;

namespace Reeve.Host.Tests.Documentation.Support;

/// <summary>Finds the commands of <c>reeve</c> in what is written for a shell.</summary>
internal static class ShellText
{
    /// <summary>Lines as they are given to a shell: of a session those after its prompt, continued ones joined.</summary>
    public static IEnumerable<string> LinesOf(DocumentBlock block)
    {
        var lines = block.Text.Split('\n').AsEnumerable();
        if (block.Language == "console")
        {
            lines = SessionStep.Of(block).Select(static step => step.Command.Split('\n')[0]);
        }

        var joined = new StringBuilder();
        foreach (var line in lines)
        {
            if (line.EndsWith('\\'))
            {
                joined.Append(line.AsSpan(0, line.Length - 1)).Append(' ');
                continue;
            }

            yield return joined.Append(line).ToString();
            joined.Clear();
        }
    }

    /// <summary>The arguments of each call of <c>reeve</c> in a line.</summary>
    public static IEnumerable<IReadOnlyList<string>> CallsIn(string line)
    {
        foreach (var command in CommandsIn(line))
        {
            var words = command.SkipWhile(static word => word is "sudo" or "time" || IsAssignment(word)).ToList();
            if (words.Count > 0 && (words[0] == "reeve" || words[0].EndsWith("/reeve", StringComparison.Ordinal)))
            {
                yield return words[1..];
            }
        }
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && word[..at].All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    // Words by blanks, with quotes; a comment ends the line; |, &, ; and && end a command; where its output goes is no part of it.
    private static IEnumerable<IReadOnlyList<string>> CommandsIn(string line)
    {
        var (words, word, isWord, quote, isTarget) = (new List<string>(), new StringBuilder(), false, '\0', false);
        for (var i = 0; i <= line.Length; i++)
        {
            var letter = i < line.Length ? line[i] : '\n';
            if (quote != '\0' && letter != '\n')
            {
                quote = letter == quote ? '\0' : quote;
                _ = quote != '\0' ? word.Append(letter) : word;
                continue;
            }

            if (letter is '\'' or '"')
            {
                (quote, isWord) = (letter, true);
                continue;
            }

            if (letter is not (' ' or '\n' or '|' or '&' or ';' or '>' or '<') && !(letter == '#' && !isWord))
            {
                word.Append(letter);
                isWord = true;
                continue;
            }

            if (isWord && !(letter is '>' && word.ToString() is "1" or "2"))
            {
                if (!isTarget)
                {
                    words.Add(word.ToString());
                }

                isTarget = false;
            }

            word.Clear();
            isWord = false;
            isTarget |= letter is '>' or '<';
            if (letter is '|' or '&' or ';' or '\n' or '#')
            {
                yield return words;
                (words, isTarget) = ([], false);
            }

            if (letter == '#')
            {
                yield break;
            }
        }
    }
}
