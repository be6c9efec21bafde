namespace Reeve.Runtime.Manifests.Documents;

/// <summary>
/// A value of a document with its place. Aliases share nodes, so that a document may be far smaller than what it expands to;
/// <see cref="Weight"/> and <see cref="Height"/> are those of the expansion. Immutable.
/// </summary>
internal sealed class ManifestNode
{
    private const int WeightOfValue = 8;

    private ManifestNode(NodeKind kind, TextPosition position)
    {
        Kind = kind;
        Position = position;
        Weight = WeightOfValue;
    }

    public NodeKind Kind { get; }

    public TextPosition Position { get; }

    /// <summary>The value of a string; the JSON text of a number or boolean.</summary>
    public string Text { get; private init; } = "";

    /// <summary>A number or boolean as it was written, e.g. <c>yes</c> or <c>0644</c>.</summary>
    public string Written { get; private init; } = "";

    public IReadOnlyList<NodeMember> Members { get; private init; } = [];

    public IReadOnlyList<ManifestNode> Items { get; private init; } = [];

    public long Weight { get; private init; }

    public int Height { get; private init; }

    public static ManifestNode Scalar(NodeKind kind, string text, TextPosition position, string? written = null) =>
        new(kind, position) { Text = text, Written = written ?? text, Weight = WeightOfValue + text.Length };

    public static ManifestNode Array(IReadOnlyList<ManifestNode> items, TextPosition position)
    {
        var (weight, height) = (0L, 0);
        foreach (var item in items)
        {
            weight += item.Weight;
            height = Math.Max(height, item.Height);
        }

        return new(NodeKind.Array, position) { Items = items, Weight = WeightOfValue + weight, Height = height + 1 };
    }

    public static ManifestNode Object(IReadOnlyList<NodeMember> members, TextPosition position)
    {
        var (weight, height) = (0L, 0);
        foreach (var member in members)
        {
            weight += member.Name.Length + member.Value.Weight;
            height = Math.Max(height, member.Value.Height);
        }

        return new(NodeKind.Object, position) { Members = members, Weight = WeightOfValue + weight, Height = height + 1 };
    }

    /// <summary>The value of a key; null where this is no object or has no such key.</summary>
    public ManifestNode? this[string name]
    {
        get
        {
            foreach (var member in Members)
            {
                if (member.Name == name)
                {
                    return member.Value;
                }
            }

            return null;
        }
    }

    /// <summary>The text of a key whose value is a string that is not empty; null otherwise.</summary>
    public string? TextOf(string name) => this[name] is { Kind: NodeKind.String, Text.Length: > 0 } node ? node.Text : null;

    /// <summary>A copy in which a key has another value; a key that was not there is added.</summary>
    public ManifestNode With(string name, ManifestNode value)
    {
        var members = Members.Where(m => m.Name != name).Append(new NodeMember(name, value.Position, value));
        return Object([.. members], Position);
    }

    /// <summary>Whether it can be taken for another value: <c>{}</c> or nothing.</summary>
    public bool IsEmpty => Kind == NodeKind.Null || (Kind == NodeKind.Object && Members.Count == 0);
}
