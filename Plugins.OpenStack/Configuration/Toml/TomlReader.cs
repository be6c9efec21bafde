namespace Reeve.Plugins.OpenStack.Configuration.Toml;

/// <summary>Reads TOML 1.0. Source: https://toml.io/en/v1.0.0.</summary>
internal sealed class TomlReader
{
    private const int MostDepth = 64;
    private readonly TomlScanner _scanner;

    private TomlReader(TomlScanner scanner) => _scanner = scanner;

    /// <summary>The document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: with the line.</exception>
    public static TomlTable Read(string text, string source) => new TomlReader(new TomlScanner(text, source)).Document();

    private TomlTable Document()
    {
        var root = new TomlTable();
        var table = root;
        while (_scanner.SkipToContent())
        {
            if (_scanner.TryTake('['))
            {
                table = Header(root);
            }
            else
            {
                KeyAndValue(table, 0);
            }

            _scanner.EndLine();
        }

        return root;
    }

    private TomlTable Header(TomlTable root)
    {
        var isArray = _scanner.TryTake('[');
        var name = Key();
        _scanner.Take(']');
        if (isArray)
        {
            _scanner.Take(']');
        }

        return (isArray ? TomlTables.Append(root, name) : TomlTables.Open(root, name))
            ?? throw _scanner.Invalid($"{string.Join('.', name)} is defined already");
    }

    private void KeyAndValue(TomlTable table, int depth)
    {
        var key = Key();
        _scanner.Take('=');
        _scanner.SkipBlanks();
        var value = Value(depth);
        if (!TomlTables.Add(table, key, value))
        {
            throw _scanner.Invalid($"{string.Join('.', key)} is defined already");
        }
    }

    private List<string> Key()
    {
        var parts = new List<string>();
        do
        {
            _scanner.SkipBlanks();
            parts.Add(_scanner.Peek switch
            {
                '"' => TomlStrings.Basic(_scanner),
                '\'' => TomlStrings.Literal(_scanner),
                _ => _scanner.BareKey(),
            });
            _scanner.SkipBlanks();
        }
        while (_scanner.TryTake('.'));
        return parts;
    }

    private object Value(int depth)
    {
        if (depth > MostDepth)
        {
            throw _scanner.Invalid("nested too deep");
        }

        return _scanner.Peek switch
        {
            '"' => _scanner.Follows("\"\"\"") ? TomlStrings.LongBasic(_scanner) : TomlStrings.Basic(_scanner),
            '\'' => _scanner.Follows("'''") ? TomlStrings.LongLiteral(_scanner) : TomlStrings.Literal(_scanner),
            '[' => Array(depth),
            '{' => Inline(depth),
            _ => Scalar(),
        };
    }

    private object Scalar()
    {
        var word = _scanner.Word();
        return TomlScalars.Read(word) ?? throw _scanner.Invalid(word.Length == 0 ? "a value is missing" : "this is no value; texts stand in quotes");
    }

    private List<object> Array(int depth)
    {
        var items = new List<object>();
        _scanner.Take('[');
        while (true)
        {
            _scanner.SkipToContent();
            if (_scanner.TryTake(']'))
            {
                return items;
            }

            items.Add(Value(depth + 1));
            _scanner.SkipToContent();
            if (!_scanner.TryTake(','))
            {
                _scanner.Take(']');
                return items;
            }
        }
    }

    private TomlTable Inline(int depth)
    {
        var table = new TomlTable(TomlOrigin.Inline);
        _scanner.Take('{');
        _scanner.SkipBlanks();
        if (!_scanner.TryTake('}'))
        {
            do
            {
                KeyAndValue(table, depth + 1);
                _scanner.SkipBlanks();
            }
            while (_scanner.TryTake(','));
            _scanner.Take('}');
        }

        Close(table);
        return table;
    }

    // Nothing may be added to what stands in braces, however it came about there.
    private static void Close(TomlTable table)
    {
        table.Origin = TomlOrigin.Inline;
        foreach (var inner in table.Values.OfType<TomlTable>())
        {
            Close(inner);
        }
    }
}
