using System.Globalization;
using System.Text;

namespace Reeve.Plugins.OpenStack.Configuration.Toml;

/// <summary>Reads texts in quotes. Source: TOML 1.0, "String".</summary>
internal static class TomlStrings
{
    /// <summary>In double quotes on one line.</summary>
    public static string Basic(TomlScanner scanner)
    {
        scanner.Take('"');
        var text = new StringBuilder();
        while (!scanner.TryTake('"'))
        {
            Character(scanner, text, isLong: false);
        }

        return text.ToString();
    }

    /// <summary>In single quotes on one line.</summary>
    public static string Literal(TomlScanner scanner)
    {
        scanner.Take('\'');
        var text = new StringBuilder();
        while (!scanner.TryTake('\''))
        {
            text.Append(OneLine(scanner));
        }

        return text.ToString();
    }

    /// <summary>In three double quotes.</summary>
    public static string LongBasic(TomlScanner scanner)
    {
        Open(scanner, '"');
        var text = new StringBuilder();
        while (!Close(scanner, '"', text))
        {
            Character(scanner, text, isLong: true);
        }

        return text.ToString();
    }

    /// <summary>In three single quotes.</summary>
    public static string LongLiteral(TomlScanner scanner)
    {
        Open(scanner, '\'');
        var text = new StringBuilder();
        while (!Close(scanner, '\'', text))
        {
            text.Append(scanner.Next());
        }

        return text.ToString();
    }

    // The end of a line at once after it does not count.
    private static void Open(TomlScanner scanner, char quote)
    {
        for (var count = 0; count < 3; count++)
        {
            scanner.Take(quote);
        }

        if (scanner.Peek == '\n' || scanner.Follows("\r\n"))
        {
            scanner.Next();
        }
    }

    // One or two quotes before the three are part of the text.
    private static bool Close(TomlScanner scanner, char quote, StringBuilder text)
    {
        if (!scanner.Follows(new string(quote, 3)))
        {
            return false;
        }

        for (var count = 0; count < 5 && scanner.TryTake(quote); count++)
        {
            if (count >= 3)
            {
                text.Append(quote);
            }
        }

        return true;
    }

    private static void Character(TomlScanner scanner, StringBuilder text, bool isLong)
    {
        if (!scanner.TryTake('\\'))
        {
            text.Append(isLong ? scanner.Next() : OneLine(scanner));
            return;
        }

        if (isLong && scanner.Peek is ' ' or '\t' or '\n' or '\r')
        {
            SkipLines(scanner);
            return;
        }

        var letter = scanner.Next();
        _ = letter switch
        {
            'b' => text.Append('\b'),
            't' => text.Append('\t'),
            'n' => text.Append('\n'),
            'f' => text.Append('\f'),
            'r' => text.Append('\r'),
            '"' or '\\' => text.Append(letter),
            'u' => text.Append(Scalar(scanner, 4)),
            'U' => text.Append(Scalar(scanner, 8)),
            _ => throw scanner.Invalid($"\\{letter} means nothing; a backslash is written \\\\, or the text in single quotes"),
        };
    }

    // A backslash at the end of a line: the text goes on at the next character that is no blank.
    private static void SkipLines(TomlScanner scanner)
    {
        scanner.SkipBlanks();
        if (scanner.Peek != '\n' && !scanner.Follows("\r\n"))
        {
            throw scanner.Invalid("after a backslash and blanks the line must end");
        }

        while (scanner.Peek is ' ' or '\t' or '\n' || scanner.Follows("\r\n"))
        {
            scanner.Next();
        }
    }

    private static string Scalar(TomlScanner scanner, int digits)
    {
        var code = 0L;
        for (var count = 0; count < digits; count++)
        {
            var letter = scanner.Next();
            code = char.IsAsciiHexDigit(letter) ? (code * 16) + int.Parse(letter.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : throw scanner.Invalid("hexadecimal digits are missing");
        }

        return code <= 0x10FFFF && Rune.IsValid((int)code) ? new Rune((int)code).ToString() : throw scanner.Invalid("there is no such character");
    }

    private static char OneLine(TomlScanner scanner) => scanner.Peek is '\n' || scanner.Follows("\r\n") ? throw scanner.Invalid("a text is not closed on its line") : scanner.Next();
}
