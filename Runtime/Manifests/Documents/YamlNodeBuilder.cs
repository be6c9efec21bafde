using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reeve.Runtime.Manifests.Documents;

/// <summary>Builds the tree of one document from the parser's events: aliases, merge keys, scalars, limits.</summary>
internal sealed class YamlNodeBuilder(SafeParser parser, ManifestReaderOptions options)
{
    private const string MergeKey = "<<";
    private readonly Dictionary<string, ManifestNode?> _anchors = new(StringComparer.Ordinal);
    private readonly List<DocumentException> _warnings = [];
    private long _spent;

    public IReadOnlyList<DocumentException> Warnings => _warnings;

    /// <summary>Builds the document's root; the parser stands on its first event and is left behind its last.</summary>
    /// <exception cref="DocumentException">The document breaks a rule.</exception>
    public ManifestNode Build() => Build(0);

    private ManifestNode Build(int depth)
    {
        var position = parser.Position;
        if (depth > options.MaxDepth)
        {
            throw TooDeep(position);
        }

        if (parser.Current is AnchorAlias alias)
        {
            return Resolve(alias.Value.Value, position, depth);
        }

        // An anchor names its node from the node's end on; until then an alias to it would never end.
        var anchor = parser.Current is NodeEvent { Anchor.IsEmpty: false } named ? named.Anchor.Value : null;
        if (anchor is not null)
        {
            _anchors[anchor] = null;
        }

        var node = parser.Current switch
        {
            Scalar scalar => BuildScalar(scalar, position),
            SequenceStart sequence => BuildArray(sequence, position, depth),
            MappingStart mapping => BuildObject(mapping, position, depth),
            _ => throw new DocumentException("a value is missing", position),
        };
        if (anchor is not null)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private ManifestNode Resolve(string anchor, TextPosition position, int depth)
    {
        parser.MoveNext();
        var node = !_anchors.TryGetValue(anchor, out var found) ? throw new DocumentException($"the alias *{anchor} has no anchor &{anchor} before it", position)
            : found ?? throw new DocumentException($"the alias *{anchor} stands inside the value that it names", position);
        Spend(node.Weight, position);
        return depth + node.Height > options.MaxDepth ? throw TooDeep(position) : node;
    }

    private ManifestNode BuildScalar(Scalar scalar, TextPosition position)
    {
        parser.MoveNext();
        Spend(scalar.Value.Length, position);
        var (kind, text) = YamlTag.Resolve(scalar, position);
        return ManifestNode.Scalar(kind, text, position, scalar.Value);
    }

    private ManifestNode BuildArray(SequenceStart start, TextPosition position, int depth)
    {
        YamlTag.Require(start.Tag, YamlTag.Sequence, position);
        parser.MoveNext();
        var items = new List<ManifestNode>();
        while (parser.Current is not SequenceEnd)
        {
            items.Add(Build(depth + 1));
        }

        parser.MoveNext();
        return ManifestNode.Array(items, position);
    }

    private ManifestNode BuildObject(MappingStart start, TextPosition position, int depth)
    {
        YamlTag.Require(start.Tag, YamlTag.Mapping, position);
        parser.MoveNext();
        var members = new NodeMembers();
        while (parser.Current is not MappingEnd)
        {
            var keyPosition = parser.Position;
            var isMerge = parser.Current is Scalar { Style: ScalarStyle.Plain, Value: MergeKey };
            var key = BuildKey(keyPosition, depth);
            var value = Build(depth + 1);
            if (isMerge)
            {
                members.Merge(value, keyPosition);
            }
            else
            {
                members.Add(key, keyPosition, value);
            }
        }

        parser.MoveNext();
        Spend(members.Work, position);
        return ManifestNode.Object(members.ToList(), position);
    }

    private string BuildKey(TextPosition position, int depth)
    {
        var node = Build(depth + 1);
        switch (node.Kind)
        {
            case NodeKind.String or NodeKind.Number:
                return node.Text;
            case NodeKind.Boolean:
                if (node.Written != node.Text)
                {
                    _warnings.Add(new($"the key {node.Written} means {node.Text} in YAML; write it in quotes to keep it", position));
                }

                return node.Text;
            default:
                throw new DocumentException(node.Kind == NodeKind.Null ? "a key is missing" : "a key must be a text", position);
        }
    }

    private void Spend(long weight, TextPosition position)
    {
        _spent += weight;
        if (_spent > options.MaxExpandedLength)
        {
            throw new DocumentException("the document grows beyond all measure when its aliases are expanded", position);
        }
    }

    private DocumentException TooDeep(TextPosition position) => new($"values are nested more than {options.MaxDepth} deep", position);
}
