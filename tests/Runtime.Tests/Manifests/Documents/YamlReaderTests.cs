using Reeve.Runtime.Manifests;
using Reeve.Runtime.Manifests.Documents;

namespace Reeve.Runtime.Tests.Manifests.Documents;

public class YamlReaderTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: \"true\"", """{"a":"true"}""")]
    [InlineData("a: |\n  x\n  y\n", """{"a":"x\ny\n"}""")]
    [InlineData("a: >-\n  x\n  y\n", """{"a":"x y"}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("a: !!str 12", """{"a":"12"}""")]
    [InlineData("a: !!int \"12\"", """{"a":12}""")]
    [InlineData("a: !!binary aGVsbG8=", """{"a":"hello"}""")]
    [InlineData("a: ! 12", """{"a":"12"}""")]
    [InlineData("- 1\n- [a, {b: c}]\n", """[1,["a",{"b":"c"}]]""")]
    [InlineData("8080: x\n'1.5': z\n", """{"8080":"x","1.5":"z"}""")]
    [InlineData("{\"a\":\t\"\\u00e9\\/\"}", """{"a":"é/"}""")]
    [InlineData("\uFEFFa: 1\r\nb: |\r\n  x\r\n", """{"a":1,"b":"x\n"}""")]
    [InlineData("a: &x [1]\nb: *x\nc: *x", """{"a":[1],"b":[1],"c":[1]}""")]
    [InlineData("a: &x 1\nb: &x 2\nc: *x", """{"a":1,"b":2,"c":2}""")]
    public void Read_Document_ItsValue(string text, string json) => Assert.Equal(json, Docs.Json(text));

    [Theory]
    [InlineData("base: &b {x: 1, z: 2}\nc: {<<: *b, z: 3}", """{"base":{"x":1,"z":2},"c":{"z":3,"x":1}}""")]
    [InlineData("c: {x: 3, <<: {x: 4, z: 5}}", """{"c":{"x":3,"z":5}}""")]
    [InlineData("c: {<<: [{x: 1}, {x: 2, z: 3}]}", """{"c":{"x":1,"z":3}}""")]
    [InlineData("c: {'<<': {x: 1}}", """{"c":{"<<":{"x":1}}}""")]
    public void Read_MergeKey_WrittenKeysWinThenTheFirst(string text, string json) => Assert.Equal(json, Docs.Json(text));

    [Theory]
    [InlineData("a: 1\na: 2", 2, 1, "the key \"a\" is there already, at line 1")]
    [InlineData("x:\n  'a': 1\n  \"a\": 2", 3, 3, "the key \"a\" is there already, at line 2")]
    [InlineData("<<: {a: 1}\n<<: {b: 1}", 2, 1, "the key \"<<\" is there already, at line 1")]
    [InlineData("<<: 1", 1, 1, "only mappings can be merged with <<")]
    [InlineData("a: *x", 1, 4, "the alias *x has no anchor &x before it")]
    [InlineData("a: &x [*x]", 1, 8, "the alias *x stands inside the value that it names")]
    [InlineData("a: !foo 1", 1, 4, "the tag !foo has no meaning here")]
    [InlineData("a: !!set {x}", 1, 4, "the tag !!set has no meaning here")]
    [InlineData("a: !!int x", 1, 4, "the value does not fit its tag !!int")]
    [InlineData("a: !!binary \"?\"", 1, 4, "the value of the tag !!binary is not base64")]
    [InlineData("a: !!binary /w==", 1, 4, "the value of the tag !!binary is not text in UTF-8; use binaryData instead")]
    [InlineData("a: .inf", 1, 4, ".inf is no number that JSON knows; write it in quotes if text is meant")]
    [InlineData("? [a]\n: 1", 1, 3, "a key must be a text")]
    [InlineData("~: 1", 1, 1, "a key is missing")]
    [InlineData("a: 1\nb: \u0000x", 2, 4, "the character U+0000 is not allowed in YAML")]
    [InlineData("a:\n\t- b", 2, 1, "a tab indents this line; YAML is indented with spaces")]
    [InlineData("a:\n  b: 1\n  \tc: 2", 3, 3, "a tab indents this line; YAML is indented with spaces")]
    [InlineData("a: \u001b[31m", 1, 4, "the character U+001B is not allowed in YAML")]
    public void Read_BrokenRule_SaysWhereAndWhat(string text, int line, int column, string message)
    {
        var error = Docs.Error(text);

        Assert.Equal((message, new TextPosition(line, column)), (error.Message, error.Position));
    }

    [Theory]
    [InlineData("a: [1, 2", 1)]
    [InlineData("a: 'x", 1)]
    [InlineData("a: b: c", 1)]
    [InlineData("a:\n  b: 1\n c: 2", 3)]
    [InlineData("a: \"\\q\"", 1)]
    [InlineData("a: @x", 1)]
    public void Read_BrokenSyntax_SaysTheLine(string text, int line)
    {
        var error = Docs.Error(text);

        Assert.StartsWith("this is not YAML: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Position.Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n---\n# nothing\n---\n")]
    [InlineData("\uFEFF")]
    public void Read_NothingButComments_NoValue(string text) =>
        Assert.All(Docs.Read(text), static d => Assert.True(d.Error is null && d.Root!.IsEmpty));

    [Fact]
    public void Read_SeveralDocuments_NumbersThem()
    {
        var documents = Docs.Read("a: 1\n---\n# empty\n---\nb: 2\n...\n---\nc: 3\n");

        Assert.Equal([0, 1, 2, 3], documents.Select(static d => d.Index));
        Assert.Equal(["""{"a":1}""", "null", """{"b":2}""", """{"c":3}"""], documents.Select(static d => Docs.Json(d.Root!)));
    }

    [Fact]
    public void Read_DocumentBreaksRule_OthersAreRead()
    {
        var documents = Docs.Read("a: 1\n---\nb: 1\nb: 2\nc: {d: [1]}\n---\ne: 5\n");

        Assert.Equal([true, false, true], documents.Select(static d => d.Error is null));
        Assert.Equal("""{"e":5}""", Docs.Json(documents[2].Root!));
    }

    [Fact]
    public void Read_BrokenSyntax_DocumentsBeforeAreRead()
    {
        var documents = Docs.Read("a: 1\n---\nb: [\n");

        Assert.Equal([true, false], documents.Select(static d => d.Error is null));
    }

    [Fact]
    public void Read_AliasesOfAliases_BombIsRefused()
    {
        var text = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(
            Enumerable.Range('b', 20).Select(c => $"{(char)c}: &{(char)c} [{string.Join(',', Enumerable.Repeat("*" + (char)(c - 1), 9))}]\n"));

        Assert.Equal("the document grows beyond all measure when its aliases are expanded", Docs.Error(text).Message);
    }

    [Fact]
    public void Read_MergesOfMerges_BombIsRefused()
    {
        var big = string.Join(", ", Enumerable.Range(0, 2_000).Select(static i => $"k{i}: 1"));
        var text = $"a: &a {{{big}}}\n" + string.Concat(Enumerable.Range(0, 2_000).Select(static i => $"m{i}: {{<<: [*a, *a, *a]}}\n"));

        Assert.Equal(
            "the document grows beyond all measure when its aliases are expanded",
            Docs.Error(text, new() { MaxExpandedLength = 10_000_000 }).Message);
    }

    [Fact]
    public void Read_LongTextAliasedOften_BombIsRefused()
    {
        var text = $"a: &a {new string('x', 100_000)}\nb: [{string.Join(',', Enumerable.Repeat("*a", 10_000))}]\n";

        Assert.Equal("the document grows beyond all measure when its aliases are expanded", Docs.Error(text).Message);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Read_NestedTooDeep_IsRefused(string open, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 101)) + "1" + string.Concat(Enumerable.Repeat(close, 101));

        Assert.Equal("values are nested more than 100 deep", Docs.Error(text).Message);
    }

    [Fact]
    public void Read_NestedTooDeepByAliases_IsRefused()
    {
        var text = "a0: &a0 [1]\n" + string.Concat(Enumerable.Range(1, 150).Select(static i => $"a{i}: &a{i} [*a{i - 1}]\n"));

        Assert.Equal("values are nested more than 100 deep", Docs.Error(text).Message);
    }

    [Fact]
    public void Read_TooManyDocuments_IsRefused()
    {
        var documents = Docs.Read("a: 1\n---\nb: 2\n---\nc: 3\n", new ManifestReaderOptions { MaxDocuments = 2 });

        Assert.Equal(3, documents.Count);
        Assert.Equal("there are more than 2 documents", documents[2].Error!.Message);
    }

    [Fact]
    public void Read_KeyThatMeansTruth_Warns()
    {
        var document = Assert.Single(Docs.Read("data:\n  on: x\n  false: z"));

        var warning = Assert.Single(document.Warnings);
        Assert.Equal("the key on means true in YAML; write it in quotes to keep it", warning.Message);
        Assert.Equal(new TextPosition(2, 3), warning.Position);
    }

    [Fact]
    public void Read_Values_KnowTheirPlaces()
    {
        var root = Docs.One("# comment\nkind: Pod\nspec:\n  containers:\n    - name: a\n      args: [x, \"é\", y]\n");

        var container = root["spec"]!["containers"]!.Items[0];
        Assert.Equal(new TextPosition(2, 1), root.Members[0].Position);
        Assert.Equal(new TextPosition(2, 7), root["kind"]!.Position);
        Assert.Equal(new TextPosition(5, 7), container.Position);
        Assert.Equal(new TextPosition(6, 7), container.Members[1].Position);
        Assert.Equal([new(6, 14), new(6, 17), new(6, 22)], container["args"]!.Items.Select(static i => i.Position));
    }
}
