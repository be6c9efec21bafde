using System.Text;

namespace Reeve.Plugins.Slurm.Jobs.Flags;

/// <summary>
/// Splits a line of options into words as a shell does, but expands nothing: white space separates, single and double quotes hold together, a
/// backslash takes the next character as it is (between double quotes only before <c>"</c>, <c>\</c>, <c>$</c> and <c>`</c>). Pure.
/// </summary>
internal static class FlagWords
{
    /// <summary>Splits a line.</summary>
    /// <param name="line">The line; line feeds are white space.</param>
    /// <returns>The words, or null if a quote is not closed or the line ends in a backslash.</returns>
    public static IReadOnlyList<string>? Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && quote != '\'')
            {
                if (++i == line.Length)
                {
                    return null;
                }

                if (quote == '"' && line[i] is not ('"' or '\\' or '$' or '`'))
                {
                    word.Append(c);
                }

                word.Append(line[i]);
                inWord = true;
            }
            else if (quote != '\0' ? c == quote : c is '\'' or '"')
            {
                quote = quote == '\0' ? c : '\0';
                inWord = true;
            }
            else if (quote == '\0' && c is (' ' or '\t' or '\n' or '\r'))
            {
                if (inWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    inWord = false;
                }
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (inWord)
        {
            words.Add(word.ToString());
        }

        return quote == '\0' ? words : null;
    }
}
