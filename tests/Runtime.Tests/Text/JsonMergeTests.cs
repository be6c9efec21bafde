using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Text;
using Xunit;

namespace Reeve.Runtime.Tests.Text;

public sealed class JsonMergeTests
{
    private static readonly string[] s_names = ["a", "b", "c"];

    [Theory]
    [InlineData("""{"masters":{"count":1,"flavor":"m"},"zones":["a","b"]}""", """{"masters":{"count":3},"zones":["c"]}""", """{"masters":{"count":3,"flavor":"m"},"zones":["c"]}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"b":null}}""", """{"a":{}}""")]
    [InlineData("""{"a":1}""", """{"a":{"b":2}}""", """{"a":{"b":2}}""")]
    [InlineData("""{}""", """{"a":{"b":null,"c":1}}""", """{"a":{"c":1}}""")]
    public void Merge_Example_IsAsRfc7396Says(string below, string above, string merged) => AssertSame(Parse(merged), Merge(Parse(below), Parse(above)));

    [Fact]
    public void Merge_NothingOnOneSide_IsTheOther()
    {
        var one = Parse("""{"a":1}""");

        AssertSame(one, JsonMerge.Merge(one, null)!.Value);
        AssertSame(one, JsonMerge.Merge(null, one)!.Value);
        Assert.Null(JsonMerge.Merge(null, null));
    }

    [Fact]
    public void Merge_AnyDocuments_NothingOverOneIsThatOne() =>
        Prop.ForAll(Documents, below => JsonElement.DeepEquals(below, Merge(below, Parse("{}")))).QuickCheckThrowOnFailure();

    [Fact]
    public void Merge_AnyDocuments_TwiceIsOnce() =>
        Prop.ForAll(Documents, Documents, (below, above) => JsonElement.DeepEquals(Merge(below, above), Merge(Merge(below, above), above))).QuickCheckThrowOnFailure();

    [Fact]
    public void Merge_AnyDocuments_WhatIsStatedWinsAndTheRestStays() => Prop.ForAll(Documents, Documents, (below, above) =>
    {
        var merged = Leaves(Merge(below, above));
        var (under, over) = (Leaves(below), Leaves(above));

        // Every value above is there; every value below whose path nothing above has, or is part of, is there as well; and there is nothing else.
        var kept = under.Where(one => !over.Keys.Any(path => IsWithin(one.Key, path) || IsWithin(path, one.Key)));
        return over.All(one => merged.GetValueOrDefault(one.Key) == one.Value)
            && kept.All(one => merged.GetValueOrDefault(one.Key) == one.Value)
            && merged.All(one => over.GetValueOrDefault(one.Key) == one.Value || under.GetValueOrDefault(one.Key) == one.Value);
    }).QuickCheckThrowOnFailure();

    // Objects that have members, lists and values; no null, which takes away.
    private static Arbitrary<JsonElement> Documents => Arb.From(Gen.Sized(size => Objects(Math.Min(3, (int)Math.Sqrt(size) + 1)).Select(node => Parse(node.ToJsonString()))));

    private static Gen<JsonObject> Objects(int depth) =>
        from names in Gen.SubListOf(s_names)
        from values in Gen.ListOf(Values(depth - 1), 3)
        select new JsonObject(names.Distinct().Zip(values, static (name, value) => KeyValuePair.Create<string, JsonNode?>(name, value.DeepClone())));

    private static Gen<JsonNode> Values(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Choose(0, 3).Select(static number => (JsonNode)JsonValue.Create(number)),
            Gen.Elements("x", "y").Select(static text => (JsonNode)JsonValue.Create(text)),
            Gen.Choose(0, 2).Select(static length => (JsonNode)new JsonArray([.. Enumerable.Range(0, length).Select(static i => (JsonNode)JsonValue.Create(i))])));

        // An empty object merges into nothing that could be seen: each has a member.
        return depth <= 0 ? leaf : Gen.OneOf(leaf, Objects(depth).Where(static one => one.Count > 0).Select(static one => (JsonNode)one));
    }

    private static Dictionary<string, string> Leaves(JsonElement document)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(document, "");
        return leaves;

        void Collect(JsonElement element, string path)
        {
            if (element.ValueKind is not JsonValueKind.Object)
            {
                leaves[path] = element.GetRawText();
                return;
            }

            foreach (var member in element.EnumerateObject())
            {
                Collect(member.Value, $"{path}/{member.Name}");
            }
        }
    }

    private static bool IsWithin(string path, string parent) => path == parent || path.StartsWith(parent + "/", StringComparison.Ordinal);

    private static JsonElement Merge(JsonElement below, JsonElement above) => JsonMerge.Merge(below, above)!.Value;

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement.Clone();

    private static void AssertSame(JsonElement expected, JsonElement actual) => Assert.True(JsonElement.DeepEquals(expected, actual), actual.GetRawText());
}
