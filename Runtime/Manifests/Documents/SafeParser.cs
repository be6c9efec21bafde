using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reeve.Runtime.Manifests.Documents;

/// <summary>The parser of a YAML text, whose every fault is a <see cref="DocumentException"/>.</summary>
internal sealed class SafeParser(string text)
{
    private readonly Parser _parser = new(new Scanner(new StringReader(text), skipComments: true));

    /// <summary>Nothing more can be read.</summary>
    public bool IsBroken { get; private set; }

    public ParsingEvent? Current => IsBroken ? null : _parser.Current;

    public TextPosition Position => Current is { } current ? PositionOf(current.Start) : default;

    public static TextPosition PositionOf(Mark mark) => new((int)mark.Line, (int)mark.Column);

    public void Break() => IsBroken = true;

    public bool MoveNext()
    {
        if (IsBroken)
        {
            return false;
        }

        try
        {
            return _parser.MoveNext();
        }
        catch (YamlException e)
        {
            IsBroken = true;
            throw FindTab(e) ?? new DocumentException(Explain(e.Message), Clamp(PositionOf(e.Start)));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The library's scanner lets a few faults of the text out as faults of its own.
            IsBroken = true;
            throw new DocumentException("this is not YAML: " + e.Message, _parser.Current is { } current ? PositionOf(current.End) : default);
        }
    }

    /// <summary>The parser complains of a tab where the value begins that it ends; the line with the tab helps more.</summary>
    private DocumentException? FindTab(YamlException e)
    {
        if (!e.Message.Contains("tab", StringComparison.Ordinal))
        {
            return null;
        }

        var line = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            line++;
            var tab = content[..^content.TrimStart().Length].IndexOf('\t');
            if (line >= e.Start.Line && tab >= 0)
            {
                return new("a tab indents this line; YAML is indented with spaces", new(line, tab + 1));
            }
        }

        return null;
    }

    /// <summary>What is missing at the end of the text is missing in its last line.</summary>
    private TextPosition Clamp(TextPosition position)
    {
        var last = text.AsSpan().TrimEnd();
        var lines = last.Count('\n') + 1;
        return position.Line <= lines ? position : new(lines, last.Length - last.LastIndexOf('\n'));
    }

    private static string Explain(string message) =>
        message.Contains("character that cannot start any token", StringComparison.Ordinal)
            ? "this is not YAML: a value cannot begin with this character (a tab does not indent; quote the value otherwise)"
            : "this is not YAML: " + char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
