using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Manifests.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reeve.Runtime.Tests.Manifests.Documents;

/// <summary>Random values, and YAML that says the same in random styles.</summary>
internal static class RandomNode
{
    private static readonly string[] Words =
    [
        "", "~", "null", "true", "yes", "off", "0644", "1e3", ".5", "<<", "-", "- a", "a: b", "#x", " x ", "x #y", "é", "😀", "a\nb", "a\n\n b\n",
        "*a", "&a", "!x", "%x", "@x", "`x", "'", "\"", "\\", "{}", "[", "key", "2026-01-31", "...", "---", "\t", "name", "value",
    ];

    public static Arbitrary<ManifestNode> Any { get; } = Arb.From(Gen.Sized(Generate));

    /// <summary>Writes a value as YAML. Texts that would mean something else are quoted; others are quoted at random.</summary>
    public static string ToYaml(ManifestNode node, int seed)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(text);
        var random = new System.Random(seed);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Emit(emitter, node, random);
        emitter.Emit(new DocumentEnd(true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static Gen<ManifestNode> Generate(int size)
    {
        var word = Gen.OneOf(Gen.Elements(Words), Gen.Fresh(() => new StringBuilder().Append((char)System.Random.Shared.Next(0x20, 0x7F), 3).ToString()));
        var scalar = Gen.OneOf(
            word.Select(static w => ManifestNode.Scalar(NodeKind.String, w, default)),
            ArbMap.Default.GeneratorFor<int>().Select(static i => ManifestNode.Scalar(NodeKind.Number, i.ToString(CultureInfo.InvariantCulture), default)),
            Gen.Elements("true", "false").Select(static b => ManifestNode.Scalar(NodeKind.Boolean, b, default)),
            Gen.Constant(ManifestNode.Scalar(NodeKind.Null, "null", default)));
        if (size < 2)
        {
            return scalar;
        }

        var inner = Generate(size / 3);
        return Gen.OneOf(
            scalar,
            inner.ListOf().Select(static items => ManifestNode.Array([.. items], default)),
            word.Zip(inner).ListOf().Select(static pairs => ManifestNode.Object(
                [.. pairs.DistinctBy(static p => p.Item1).Select(static p => new NodeMember(p.Item1, default, p.Item2))],
                default)));
    }

    private static void Emit(Emitter emitter, ManifestNode node, System.Random random)
    {
        switch (node.Kind)
        {
            case NodeKind.Object:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, random.Next(2) == 0 ? MappingStyle.Block : MappingStyle.Flow));
                foreach (var member in node.Members)
                {
                    EmitText(emitter, member.Name, random);
                    Emit(emitter, member.Value, random);
                }

                emitter.Emit(new MappingEnd());
                break;
            case NodeKind.Array:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, random.Next(2) == 0 ? SequenceStyle.Block : SequenceStyle.Flow));
                foreach (var item in node.Items)
                {
                    Emit(emitter, item, random);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case NodeKind.String:
                EmitText(emitter, node.Text, random);
                break;
            default:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, node.Text, ScalarStyle.Plain, true, false));
                break;
        }
    }

    private static void EmitText(Emitter emitter, string text, System.Random random)
    {
        var isPlain = text.Length > 0 && text.All(char.IsAsciiLetter) && YamlScalar.Resolve(text).Kind == NodeKind.String && random.Next(2) == 0;
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, isPlain ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted, isPlain, !isPlain));
    }
}
