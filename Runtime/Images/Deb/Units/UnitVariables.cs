using System.Text;

namespace Reeve.Runtime.Images.Deb.Units;

/// <summary>
/// Variables in a command: <c>${NAME}</c>, and <c>$NAME</c> within a word, are replaced; <c>$NAME</c> as a word of its own becomes as many
/// words as its value has; <c>$$</c> is a dollar. Unknown ones are empty. Source: systemd.service(5), "Command lines".
/// </summary>
internal static class UnitVariables
{
    public static IEnumerable<string> Expand(string word, IReadOnlyDictionary<string, string> variables)
    {
        if (word.Length > 1 && word[0] == '$' && NameLength(word, 1) == word.Length - 1)
        {
            return Words(variables.GetValueOrDefault(word[1..], ""));
        }

        return [Replace(word, variables)];
    }

    // Values come from administrators' files: what cannot be taken apart stays one word.
    private static IEnumerable<string> Words(string value)
    {
        try
        {
            return [.. UnitWords.Split(value).Select(word => word.Text)];
        }
        catch (FormatException)
        {
            return [value];
        }
    }

    private static string Replace(string word, IReadOnlyDictionary<string, string> variables)
    {
        var result = new StringBuilder();
        for (var at = 0; at < word.Length; at++)
        {
            if (word[at] != '$' || at + 1 == word.Length)
            {
                result.Append(word[at]);
                continue;
            }

            var braced = word[at + 1] == '{';
            var start = at + (braced ? 2 : 1);
            var length = NameLength(word, start);
            if (word[at + 1] == '$')
            {
                result.Append('$');
                at++;
            }
            else if (length > 0 && (!braced || (start + length < word.Length && word[start + length] == '}')))
            {
                result.Append(variables.GetValueOrDefault(word.Substring(start, length), ""));
                at = start + length - (braced ? 0 : 1);
            }
            else
            {
                result.Append('$');
            }
        }

        return result.ToString();
    }

    private static int NameLength(string word, int start)
    {
        var end = start;
        while (end < word.Length && (word[end] == '_' || char.IsAsciiLetter(word[end]) || (end > start && char.IsAsciiDigit(word[end]))))
        {
            end++;
        }

        return end - start;
    }
}
