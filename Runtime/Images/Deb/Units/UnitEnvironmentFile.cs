using System.Text;

namespace Reeve.Runtime.Images.Deb.Units;

/// <summary>
/// A file of <c>NAME=value</c> lines. Values may be quoted; in double quotes and outside, a backslash takes the next character as it is.
/// Source: systemd.exec(5), <c>EnvironmentFile=</c>.
/// </summary>
internal static class UnitEnvironmentFile
{
    public static IEnumerable<KeyValuePair<string, string>> Parse(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var end = text.IndexOfAny(['\n', '='], at);
            var name = (end < 0 ? text[at..] : text[at..end]).Trim();
            if (end < 0 || text[end] == '\n' || name.StartsWith('#') || name.StartsWith(';'))
            {
                at = text.IndexOf('\n', at) is >= 0 and var line ? line + 1 : text.Length;
                continue;
            }

            at = end + 1;
            var value = Value(text, ref at);
            if (name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => c == '_' || char.IsAsciiLetterOrDigit(c)))
            {
                yield return new(name, value);
            }
        }
    }

    private static string Value(string text, ref int at)
    {
        var value = new StringBuilder();
        var kept = 0; // what trailing spaces may not be cut from
        var quote = '\0';
        while (at < text.Length)
        {
            var c = text[at++];
            if (quote == '\0' && c == '\n')
            {
                break;
            }

            if (c == '\\' && quote != '\'' && at < text.Length)
            {
                var next = text[at++];
                if (next == '\n')
                {
                    continue; // the value goes on
                }

                // Within double quotes only what would mean something there is taken as it is.
                value.Append(quote == '"' && next is not ('"' or '\\' or '`' or '$') ? $"\\{next}" : next.ToString());
                kept = value.Length;
            }
            else if (c == quote)
            {
                quote = '\0';
                kept = value.Length;
            }
            else if (quote == '\0' && c is '\'' or '"' && quote == '\0')
            {
                quote = c;
            }
            else if (value.Length > kept || quote != '\0' || !char.IsWhiteSpace(c) || value.Length > 0)
            {
                value.Append(c);
                kept = quote != '\0' || !char.IsWhiteSpace(c) ? value.Length : kept;
            }
        }

        return value.ToString(0, kept);
    }
}
