namespace Reeve.Runtime.Manifests.Documents;

/// <summary>
/// The members of a mapping while it is read. A key that is written wins over a merged one wherever it stands; of merged ones the first wins.
/// </summary>
internal sealed class NodeMembers
{
    private readonly List<NodeMember> _own = [];
    private readonly List<NodeMember> _merged = [];
    private readonly Dictionary<string, TextPosition> _ownNames = new(StringComparer.Ordinal);
    private TextPosition? _merge;

    /// <summary>What merging costs, in the units of the expansion limit.</summary>
    public long Work { get; private set; }

    public void Add(string name, TextPosition position, ManifestNode value)
    {
        if (!_ownNames.TryAdd(name, position))
        {
            throw Duplicate(name, position, _ownNames[name]);
        }

        _own.Add(new(name, position, value));
    }

    public void Merge(ManifestNode value, TextPosition position)
    {
        if (_merge is { } first)
        {
            throw Duplicate("<<", position, first);
        }

        _merge = position;
        foreach (var source in value.Kind == NodeKind.Array ? value.Items : [value])
        {
            if (source.Kind != NodeKind.Object)
            {
                throw new DocumentException("only mappings can be merged with <<", position);
            }

            _merged.AddRange(source.Members);
            Work += source.Members.Count;
        }
    }

    public List<NodeMember> ToList()
    {
        if (_merged.Count > 0)
        {
            var names = new HashSet<string>(_ownNames.Keys, StringComparer.Ordinal);
            _own.AddRange(_merged.Where(m => names.Add(m.Name)));
        }

        return _own;
    }

    private static DocumentException Duplicate(string name, TextPosition position, TextPosition first) =>
        new($"the key \"{name}\" is there already, at line {first.Line}", position);
}
