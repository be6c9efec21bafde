using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reeve.Runtime.Manifests.Documents;

/// <summary>YAML's own tags; others are refused, since nothing in a manifest could tell what they mean.</summary>
internal static class YamlTag
{
    public const string Sequence = "tag:yaml.org,2002:seq";
    public const string Mapping = "tag:yaml.org,2002:map";
    private const string Prefix = "tag:yaml.org,2002:";

    public static (NodeKind Kind, string Text) Resolve(Scalar scalar, TextPosition position)
    {
        var tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;
        var text = scalar.Value;
        if (tag.Length == 0 && scalar.Style != ScalarStyle.Plain)
        {
            return (NodeKind.String, text);
        }

        var isNotFinite = YamlScalar.IsNotFinite(text);
        if (isNotFinite && tag is "" or Prefix + "float")
        {
            throw new DocumentException($"{text} is no number that JSON knows; write it in quotes if text is meant", position);
        }

        var resolved = YamlScalar.Resolve(text);
        return tag switch
        {
            "" => resolved,
            "!" or Prefix + "str" => (NodeKind.String, text),
            Prefix + "binary" => Decode(text, position),
            Prefix + "null" => Expect(NodeKind.Null),
            Prefix + "bool" => Expect(NodeKind.Boolean),
            Prefix + "float" => Expect(NodeKind.Number),
            Prefix + "int" => Expect(NodeKind.Number),
            _ => throw Unknown(tag, position),
        };

        (NodeKind Kind, string Text) Expect(NodeKind kind) => resolved.Kind == kind
            ? resolved
            : throw new DocumentException($"the value does not fit its tag !!{tag[Prefix.Length..]}", position);
    }

    /// <summary>Checks the tag of a collection.</summary>
    public static void Require(TagName tag, string expected, TextPosition position)
    {
        if (!tag.IsEmpty && tag.Value != expected && tag.Value != "!")
        {
            throw Unknown(tag.Value, position);
        }
    }

    private static (NodeKind Kind, string Text) Decode(string text, TextPosition position)
    {
        try
        {
            return (NodeKind.String, TextCheck.Decode(Convert.FromBase64String(text)));
        }
        catch (FormatException)
        {
            throw new DocumentException("the value of the tag !!binary is not base64", position);
        }
        catch (DocumentException)
        {
            throw new DocumentException("the value of the tag !!binary is not text in UTF-8; use binaryData instead", position);
        }
    }

    private static DocumentException Unknown(string tag, TextPosition position) =>
        new($"the tag {tag.Replace(Prefix, "!!", StringComparison.Ordinal)} has no meaning here", position);
}
