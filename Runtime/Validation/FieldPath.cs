using System.Globalization;
using System.Text;

namespace Reeve.Runtime.Validation;

/// <summary>The path of a field as the API server writes it: <c>spec.containers[0].resources.limits[cpu]</c>. Immutable.</summary>
internal sealed class FieldPath
{
    private readonly FieldPath? _parent;
    private readonly string _segment;

    private FieldPath(FieldPath? parent, string segment)
    {
        _parent = parent;
        _segment = segment;
    }

    /// <summary>The object itself.</summary>
    public static FieldPath Root { get; } = new(null, "");

    /// <summary>A field of the object.</summary>
    public FieldPath Child(string name) => new(this, name);

    /// <summary>A field of a field of the object.</summary>
    public FieldPath Child(string name, string next) => Child(name).Child(next);

    /// <summary>An item of a list.</summary>
    public FieldPath Index(int index) => new(this, string.Create(CultureInfo.InvariantCulture, $"[{index}]"));

    /// <summary>An entry of a map.</summary>
    public FieldPath Key(string key) => new(this, $"[{key}]");

    /// <inheritdoc/>
    public override string ToString()
    {
        var segments = new Stack<string>();
        for (var path = this; path is not null; path = path._parent)
        {
            segments.Push(path._segment);
        }

        var text = new StringBuilder();
        foreach (var segment in segments)
        {
            if (text.Length > 0 && !segment.StartsWith('['))
            {
                text.Append('.');
            }

            text.Append(segment);
        }

        return text.ToString();
    }
}
