using System.Text;

namespace Reeve.Plugins.Nginx.Tests.Configuration;

/// <summary>Reads a configuration as nginx does: statements of words, each ended by a semicolon, an opening or a closing brace.</summary>
internal static class NginxStatements
{
    /// <summary>Words that were quoted keep their first quote, so that they are never taken for a directive's name.</summary>
    public static List<(string[] Words, char End)> Read(string text)
    {
        List<(string[] Words, char End)> statements = [];
        List<string> words = [];
        for (var i = 0; i < text.Length;)
        {
            var character = text[i];
            if (char.IsWhiteSpace(character))
            {
                i++;
            }
            else if (character == '#')
            {
                i = text.IndexOf('\n', i);
            }
            else if (character is ';' or '{' or '}')
            {
                statements.Add(([.. words], character));
                words.Clear();
                i++;
            }
            else
            {
                words.Add(character is '"' or '\'' ? Quoted(text, ref i) : Plain(text, ref i));
            }
        }

        return words.Count == 0 ? statements : throw new FormatException($"\"{words[0]}\" is in no statement");
    }

    private static string Quoted(string text, ref int i)
    {
        var quote = text[i++];
        var word = new StringBuilder().Append(quote);
        for (; text[i] != quote; i++)
        {
            if (text[i] == '\\' && text[i + 1] is '"' or '\'' or '\\')
            {
                i++;
            }

            word.Append(text[i]);
        }

        i++;
        return char.IsWhiteSpace(text[i]) || text[i] is ';' or '{' or ')'
            ? word.ToString()
            : throw new FormatException($"\"{text[i]}\" follows a quoted word");
    }

    private static string Plain(string text, ref int i)
    {
        var begin = i;
        while (!char.IsWhiteSpace(text[i]) && text[i] is not (';' or '{' or '}') || (text[i] == '{' && text[i - 1] == '$') || (text[i] == '}' && text.IndexOf("${", begin, i - begin, StringComparison.Ordinal) >= 0))
        {
            i++;
        }

        return text[begin..i];
    }
}
