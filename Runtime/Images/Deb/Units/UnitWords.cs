using System.Globalization;
using System.Text;

namespace Reeve.Runtime.Images.Deb.Units;

/// <summary>Words of a value: separated by spaces, quoted with <c>'</c> or <c>"</c>, with escapes of C. Source: systemd.syntax(7), "Quoting".</summary>
internal static class UnitWords
{
    private const string Simple = "abfnrtv\\\"'s";
    private const string Meaning = "\a\b\f\n\r\t\v\\\"' ";

    /// <exception cref="FormatException">A quote is not closed, or an escape means nothing.</exception>
    public static IReadOnlyList<UnitWord> Split(string text)
    {
        var words = new List<UnitWord>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                return words;
            }

            words.Add(Next(text, ref at));
        }
    }

    private static UnitWord Next(string text, ref int at)
    {
        var word = new StringBuilder();
        var quote = '\0';
        var start = at;
        while (at < text.Length)
        {
            var c = text[at++];
            if (c == '\\')
            {
                Unescape(text, ref at, word);
            }
            else if (quote != '\0')
            {
                if (c == quote)
                {
                    quote = '\0';
                }
                else
                {
                    word.Append(c);
                }
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (char.IsWhiteSpace(c))
            {
                at--;
                break;
            }
            else
            {
                word.Append(c);
            }
        }

        return quote == '\0'
            ? new UnitWord(word.ToString(), IsSeparator: at - start == 1 && text[start] == ';')
            : throw new FormatException($"the quote {quote} is not closed");
    }

    private static void Unescape(string text, ref int at, StringBuilder word)
    {
        if (at == text.Length)
        {
            throw new FormatException("a backslash ends the line");
        }

        var c = text[at++];
        if (Simple.IndexOf(c, StringComparison.Ordinal) is >= 0 and var index)
        {
            word.Append(Meaning[index]);
            return;
        }

        switch (c)
        {
            case ';': // a command that is no separator
                word.Append(c);
                return;
            case 'x':
                word.Append((char)Number(text, ref at, 2, 16));
                return;
            case 'u':
                word.Append((char)Number(text, ref at, 4, 16));
                return;
            case 'U':
                var rune = Number(text, ref at, 8, 16);
                word.Append(Rune.IsValid(rune) ? new Rune(rune).ToString() : throw new FormatException("an escape names no character"));
                return;
            case >= '0' and <= '7':
                at--;
                word.Append((char)Number(text, ref at, 3, 8));
                return;
            default:
                throw new FormatException($"the escape \\{c} means nothing");
        }
    }

    private static int Number(string text, ref int at, int digits, int radix)
    {
        var end = at + digits;
        if (end > text.Length)
        {
            throw new FormatException("an escape is cut off");
        }

        long value = 0;
        foreach (var c in text.AsSpan(at, digits))
        {
            var digit = char.IsAsciiHexDigit(c) ? int.Parse([c], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : int.MaxValue;
            value = digit < radix ? (value * radix) + digit : throw new FormatException($"an escape has the digit {c}");
        }

        at = end;
        return value is > 0 and <= int.MaxValue ? (int)value : throw new FormatException("an escape names no character");
    }
}
