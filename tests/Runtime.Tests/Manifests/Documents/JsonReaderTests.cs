using Reeve.Runtime.Manifests.Documents;

namespace Reeve.Runtime.Tests.Manifests.Documents;

public class JsonReaderTests
{
    [Fact]
    public void Read_SeveralValues_EachIsADocument()
    {
        var documents = Docs.Read("{\"a\": 1}\n[true, null]\n \"x\"", isJson: true);

        Assert.Equal(["""{"a":1}""", "[true,null]", "\"x\""], documents.Select(static d => Docs.Json(d.Root!)));
    }

    [Fact]
    public void Read_Values_KnowTheirPlaces()
    {
        var root = Docs.Read("{\n  \"é😀\": 1, \"b\": [\n    2]}", isJson: true)[0].Root!;

        Assert.Equal(new TextPosition(2, 3), root.Members[0].Position);
        Assert.Equal(new TextPosition(2, 10), root.Members[0].Value.Position);
        Assert.Equal(new TextPosition(2, 13), root.Members[1].Position);
        Assert.Equal(new TextPosition(3, 5), root["b"]!.Items[0].Position);
    }

    [Theory]
    [InlineData("{\"a\": 1, \"a\": 2}", 1, 10, "the key \"a\" is there already, at line 1")]
    [InlineData("[\"\\ud800\"]", 1, 2, "the text has half of a surrogate pair")]
    public void Read_BrokenRule_SaysWhereAndWhat(string text, int line, int column, string message)
    {
        var error = Docs.Read(text, isJson: true)[^1].Error!;

        Assert.Equal((message, new TextPosition(line, column)), (error.Message, error.Position));
    }

    [Theory]
    [InlineData("{\n  \"a\": 1,\n}", 3)]
    [InlineData("{a: 1}", 1)]
    [InlineData("[1, 2", 1)]
    [InlineData("{\"a\": \u0000}", 1)]
    [InlineData("// comment", 1)]
    public void Read_BrokenSyntax_SaysTheLine(string text, int line)
    {
        var error = Docs.Read(text, isJson: true)[^1].Error!;

        Assert.StartsWith("this is not JSON: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Position.Line);
    }

    [Fact]
    public void Read_NestedTooDeep_IsRefused() =>
        Assert.NotNull(Docs.Read(new string('[', 200) + new string(']', 200), isJson: true)[^1].Error);

    [Fact]
    public void Read_LongLine_IsReadInOneGo()
    {
        var text = "[" + string.Join(',', Enumerable.Repeat("\"éx\"", 200_000)) + "]";

        var root = Docs.Read(text, isJson: true)[0].Root!;

        Assert.Equal(200_000, root.Items.Count);
        Assert.Equal(new TextPosition(1, 2 + (5 * 199_999)), root.Items[^1].Position);
    }

    [Fact]
    public void Read_YamlThatBeginsLikeJson_IsReadAsYaml() =>
        Assert.Equal("""{"a":"b"}""", Docs.Json("{a: b}"));
}
