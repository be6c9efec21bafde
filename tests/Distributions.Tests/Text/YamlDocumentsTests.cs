using FsCheck;
using FsCheck.Fluent;
using Reeve.Distributions.Text;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Reeve.Distributions.Tests.Text;

public sealed class YamlDocumentsTests
{
    [Fact]
    public void Write_AnyText_IsReadAsThatText() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
    {
        var written = text.Get.Replace("\0", "", StringComparison.Ordinal);
        if (written.Any(char.IsSurrogate))
        {
            return true; // halves of characters are no text
        }

        var stream = new YamlStream();
        stream.Load(new StringReader(YamlDocuments.Write(new Mapping { ["key"] = written })));
        var scalar = (YamlScalarNode)((YamlMappingNode)stream.Documents[0].RootNode)["key"];
        return scalar.Value == written;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("yes", "key: \"yes\"\n")]
    [InlineData("1.20", "key: \"1.20\"\n")]
    [InlineData("plain-text", "key: plain-text\n")]
    [InlineData("null", "key: \"null\"\n")]
    public void Write_TextThatLooksLikeSomethingElse_IsQuoted(string text, string expected) =>
        Assert.Equal(expected, YamlDocuments.Write(new Mapping { ["key"] = text }));
}
