using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Manifests.Documents;

namespace Reeve.Runtime.Tests.Manifests.Documents;

public class DocumentPropertyTests
{
    [Fact]
    public void Read_YamlOfAnyValue_IsThatValue() => Prop.ForAll(RandomNode.Any, ArbMap.Default.ArbFor<int>(), static (node, seed) =>
    {
        var yaml = RandomNode.ToYaml(node, seed);

        var read = Assert.Single(Docs.Read(yaml));

        Assert.True(read.Error is null, read.Error?.Message + "\n" + yaml);
        Assert.Equal(Docs.Json(node), Docs.Json(read.Root!));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_JsonOfAnyValue_IsThatValueAsJsonAndAsYaml() => Prop.ForAll(RandomNode.Any, static node =>
    {
        var json = Docs.Json(node);

        Assert.Equal(json, Docs.Json(Assert.Single(Docs.Read(json, isJson: true)).Root!));
        Assert.Equal(json, Docs.Json(Assert.Single(YamlReader.Read(json, new())).Root!));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyValue_PlacesPointAtTheirText() => Prop.ForAll(RandomNode.Any, ArbMap.Default.ArbFor<int>(), static (node, seed) =>
    {
        var yaml = RandomNode.ToYaml(node, seed);
        var lines = yaml.Split('\n');

        CheckPlaces(Assert.Single(Docs.Read(yaml)).Root!, lines);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyText_NeverThrows() => Prop.ForAll(Hostile, static text =>
    {
        Assert.All(Docs.Read(text), static d => Assert.True(d.Error is not null || d.Root is not null));
        Assert.All(Docs.Read(text, isJson: true), static d => Assert.True(d.Error is not null || d.Root is not null));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static Arbitrary<string> Hostile { get; } = Arb.From(Gen.OneOf(
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(static s => s.Get),
        ArbMap.Default.GeneratorFor<byte[]>().Select(static b => Encoding.Latin1.GetString(b)),
        Gen.Elements(
                "a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "&a ", "*a", "<<: ", "!!int ", "!x ", "!<", ">", "|", "|2-\n", "? ", "#", "\"", "'", "\\", "\\u",
                "%YAML 1.2\n", "%TAG ! x\n", "---\n", "...\n", "\t", "\r", "\u0085", "\u2028", "\uFEFF", "\uD800", "😀", "~", "0x", "-", "%", "@", "`", "=")
            .ListOf().Select(static parts => string.Concat(parts))));

    private static void CheckPlaces(ManifestNode node, string[] lines)
    {
        var rest = lines[node.Position.Line - 1][(node.Position.Column - 1)..];
        if (node.Kind is NodeKind.Number or NodeKind.Boolean or NodeKind.Null)
        {
            Assert.StartsWith(node.Text, rest, StringComparison.Ordinal);
        }

        foreach (var item in node.Items)
        {
            CheckPlaces(item, lines);
        }

        foreach (var member in node.Members)
        {
            CheckPlaces(member.Value, lines);
        }
    }
}
