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
            throw new DocumentException(Explain(e.Message), PositionOf(e.Start));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The library's scanner lets a few faults of the text out as faults of its own.
            IsBroken = true;
            throw new DocumentException("this is not YAML: " + e.Message, _parser.Current is { } current ? PositionOf(current.End) : default);
        }
    }

    private static string Explain(string message) =>
        message.Contains("character that cannot start any token", StringComparison.Ordinal)
            ? "this is not YAML: a value cannot begin with this character (a tab does not indent; quote the value otherwise)"
            : "this is not YAML: " + char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
