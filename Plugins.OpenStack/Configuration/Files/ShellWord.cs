using System.Text;

namespace Reeve.Plugins.OpenStack.Configuration.Files;

/// <summary>One word as a shell reads it: quotes, escapes, variables. What would run something is refused.</summary>
/// <param name="text">What stands after the equals sign.</param>
/// <param name="lookUp">The value of a variable; null: it has none.</param>
/// <param name="where">The line, for messages. The text is not shown: it may be a password.</param>
internal sealed class ShellWord(string text, Func<string, string?> lookUp, string where)
{
    private readonly StringBuilder _word = new();
    private int _at;

    /// <summary>The value of the word.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is no single word, or would run something.</exception>
    public string Read()
    {
        while (_at < text.Length)
        {
            var letter = text[_at++];
            switch (letter)
            {
                case '\'':
                    var end = text.IndexOf('\'', _at);
                    _word.Append(text, _at, (end < 0 ? throw Invalid("a ' is not closed") : end) - _at);
                    _at = end + 1;
                    break;
                case '"':
                    Quoted();
                    break;
                case '\\':
                    _word.Append(_at < text.Length ? text[_at++] : throw Invalid("a line does not go on in the next one"));
                    break;
                case '$':
                    Variable();
                    break;
                case ' ' or '\t' or ';':
                    return End(letter);
                case '`' or '&' or '|' or '<' or '>' or '(' or ')':
                    throw Invalid($"{letter} is not understood outside quotes");
                default:
                    _word.Append(letter);
                    break;
            }
        }

        return _word.ToString();
    }

    private void Quoted()
    {
        while (true)
        {
            var letter = _at < text.Length ? text[_at++] : throw Invalid("a \" is not closed");
            switch (letter)
            {
                case '"':
                    return;
                case '\\' when _at < text.Length && text[_at] is '"' or '\\' or '$' or '`':
                    _word.Append(text[_at++]);
                    break;
                case '$':
                    Variable();
                    break;
                case '`':
                    throw Invalid("commands are not run");
                default:
                    _word.Append(letter);
                    break;
            }
        }
    }

    private void Variable()
    {
        var start = _at;
        string name;
        if (_at < text.Length && text[_at] == '{')
        {
            var end = text.IndexOf('}', _at);
            name = end < 0 ? throw Invalid("a ${ is not closed") : text[(_at + 1)..end];
            _at = end + 1;
        }
        else
        {
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
            {
                _at++;
            }

            name = text[start.._at];
        }

        if (name.Length == 0 && (_at >= text.Length || text[_at] is not '('))
        {
            _word.Append('$');
            return;
        }

        _word.Append(EnvironmentFile.IsName(name)
            ? lookUp(name) ?? throw Invalid($"the variable {name} is not set before it")
            : throw Invalid("of what begins with $ only names of variables are understood"));
    }

    // After the value only a comment, or nothing.
    private string End(char letter)
    {
        var rest = text[_at..].TrimStart(' ', '\t', ';');
        return rest.Length == 0 || (rest[0] == '#' && letter != ';') ? _word.ToString() : throw Invalid("one variable to a line, and values with blanks in quotes");
    }

    private ProviderException Invalid(string message) => new(ErrorReason.Invalid, $"{where}: {message}.");
}
