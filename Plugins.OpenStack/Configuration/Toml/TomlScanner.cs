namespace Reeve.Plugins.OpenStack.Configuration.Toml;

/// <summary>A place in a text, and the words there.</summary>
/// <param name="text">The text.</param>
/// <param name="source">Its name, for messages.</param>
internal sealed class TomlScanner(string text, string source)
{
    private const char End = '\0';
    private int _at = text.StartsWith('\uFEFF') ? 1 : 0;

    /// <summary>Whether nothing follows.</summary>
    public bool IsAtEnd => _at >= text.Length;

    /// <summary>The next character; NUL at the end, which a text cannot hold.</summary>
    public char Peek => IsAtEnd ? End : text[_at];

    /// <summary>Whether these characters follow.</summary>
    public bool Follows(string what) => string.CompareOrdinal(text, _at, what, 0, what.Length) == 0;

    /// <summary>Takes a character, which must not be a control character but tab and line feed.</summary>
    public char Next()
    {
        if (IsAtEnd)
        {
            throw Invalid("the text ends in the middle of something");
        }

        if (Follows("\r\n"))
        {
            _at++;
        }

        var letter = text[_at];
        if ((letter < ' ' && letter is not ('\t' or '\n')) || letter == '\x7f')
        {
            throw Invalid("a control character");
        }

        if (char.IsSurrogate(letter) && (char.IsLowSurrogate(letter) ? _at == 0 || !char.IsHighSurrogate(text[_at - 1]) : _at + 1 == text.Length || !char.IsLowSurrogate(text[_at + 1])))
        {
            throw Invalid("half a character");
        }

        _at++;
        return letter;
    }

    /// <summary>Takes a character if it follows.</summary>
    public bool TryTake(char what)
    {
        if (Peek != what || IsAtEnd)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Takes a character that must follow.</summary>
    public void Take(char what)
    {
        if (!TryTake(what))
        {
            throw Invalid($"{what} is missing");
        }
    }

    /// <summary>Skips blanks and tabs.</summary>
    public void SkipBlanks()
    {
        while (Peek is ' ' or '\t')
        {
            _at++;
        }
    }

    /// <summary>Skips blanks, ends of lines and comments.</summary>
    /// <returns>Whether something follows.</returns>
    public bool SkipToContent()
    {
        while (true)
        {
            SkipBlanks();
            SkipComment();
            if (Peek != '\n' && !Follows("\r\n"))
            {
                return !IsAtEnd;
            }

            Next();
        }
    }

    /// <summary>Takes the end of a line, before which only a comment may stand.</summary>
    public void EndLine()
    {
        SkipBlanks();
        SkipComment();
        if (!IsAtEnd && Peek != '\n' && !Follows("\r\n"))
        {
            throw Invalid("something follows that does not belong there");
        }
    }

    /// <summary>Takes a key without quotes.</summary>
    public string BareKey()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Peek) || Peek is '_' or '-')
        {
            _at++;
        }

        return _at > start ? text[start.._at] : throw Invalid("a key is missing");
    }

    /// <summary>Takes a value without quotes. Between a date and a time there may be a blank.</summary>
    public string Word()
    {
        var start = _at;
        while (!IsAtEnd && Peek is not (' ' or '\t' or '\r' or '\n' or ',' or ']' or '}' or '#'))
        {
            _at++;
        }

        if (_at - start == 10 && Peek == ' ' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]) && text[start + 4] == '-')
        {
            _at++;
            Word();
        }

        return text[start.._at];
    }

    /// <summary>What is wrong, with the line.</summary>
    public ProviderException Invalid(string what) =>
        new(ErrorReason.Invalid, $"{source}, line {1 + text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n')}: {what}.");

    private void SkipComment()
    {
        if (Peek == '#')
        {
            while (!IsAtEnd && Peek != '\n' && !Follows("\r\n"))
            {
                Next();
            }
        }
    }
}
