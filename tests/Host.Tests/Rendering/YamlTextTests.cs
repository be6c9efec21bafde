using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Host.Configuration;
using Reeve.Host.Rendering;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Tests.Rendering;

public sealed class YamlTextTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("12")]
    [InlineData("1e3")]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("a: b")]
    [InlineData("- x")]
    [InlineData("line\nline\n")]
    [InlineData("no newline\nat the end")]
    [InlineData("\ttab")]
    [InlineData(" space ")]
    [InlineData("# no comment")]
    [InlineData("ünïcödé 🙂")]
    [InlineData("'quoted'")]
    [InlineData("{}")]
    [InlineData("yes")]
    public void Write_Text_StaysThatText(string text) => Assert.Equal(text, RoundTrip(JsonValue.Create(text))!.GetValue<string>());

    [Fact]
    public void Write_AnyPrintableText_StaysThatText() =>
        Prop.ForAll<string>(text =>
        {
            var printable = new string([.. (text ?? "").Where(letter => letter is >= ' ' and < '\x7f' or '\n')]);
            return RoundTrip(JsonValue.Create(printable))!.GetValue<string>() == printable;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Write_Structure_SameStructure()
    {
        var json = JsonNode.Parse("""{"a":{"b":[1,-2.5,true,null,"x"],"empty":{},"none":[]},"c":[{"d":"e"},[]]}""")!;

        Assert.True(JsonNode.DeepEquals(json, RoundTrip(json)));
    }

    private static JsonNode? RoundTrip(JsonNode node)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var document = JsonDocument.Parse(new JsonObject { ["value"] = node.DeepClone() }.ToJsonString());
        YamlText.Write(document.RootElement, output);
        var stream = new YamlStream();
        stream.Load(new StringReader(output.ToString()));
        return YamlJson.Convert(((YamlMappingNode)stream.Documents[0].RootNode).Children.Single().Value);
    }
}
