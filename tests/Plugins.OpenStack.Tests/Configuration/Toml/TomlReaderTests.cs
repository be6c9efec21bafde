using System.Globalization;
using Reeve.Plugins.OpenStack.Configuration.Toml;

namespace Reeve.Plugins.OpenStack.Tests.Configuration.Toml;

public sealed class TomlReaderTests
{
    [Theory]
    [InlineData("a = 1", "{a:1}")]
    [InlineData("a = 1 # comment\r\nb = 2\n\n# end", "{a:1,b:2}")]
    [InlineData("\uFEFFa = 1", "{a:1}")]
    [InlineData("\"a b\" = 1\n'c.d' = 2\n\"\" = 3\n1 = 4", "{a b:1,c.d:2,:3,1:4}")]
    [InlineData("a.b . \"c\" = 1\na.d = 2", "{a:{b:{c:1},d:2}}")]
    [InlineData("a = [ 1, [2, 'x'],\n # c\n 3,\n]", "{a:[1,[2,\"x\"],3]}")]
    [InlineData("a = []\nb = {}\nc = { d = 1, e.f = [ { g = 2 } ] }", "{a:[],b:{},c:{d:1,e:{f:[{g:2}]}}}")]
    [InlineData("[a]\nb = 1\n[a.c]\nd = 2\n[ e . f ]\ng = 3", "{a:{b:1,c:{d:2}},e:{f:{g:3}}}")]
    [InlineData("[a.b]\nc = 1\n[a]\nd = 2", "{a:{b:{c:1},d:2}}")]
    [InlineData("[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3\n[[a.e]]\nf = 4", "{a:[{b:1},{b:2,c:{d:3},e:[{f:4}]}]}")]
    [InlineData("[fruit]\napple.color = 'red'\n[fruit.apple.texture]\nsmooth = true", "{fruit:{apple:{color:\"red\",texture:{smooth:True}}}}")]
    [InlineData("a = +99\nb = -17\nc = 1_000\nd = 0xDEAD_beef\ne = 0o755\nf = 0b1101\ng = -0", "{a:99,b:-17,c:1000,d:3735928559,e:493,f:13,g:0}")]
    [InlineData("a = 9223372036854775807\nb = -9223372036854775808", "{a:9223372036854775807,b:-9223372036854775808}")]
    [InlineData("a = 3.14\nb = -2E-2\nc = 6.626e-34\nd = 1_0.5\ne = -inf\nf = nan\ng = 5e+22", "{a:3.14,b:-0.02,c:6.626E-34,d:10.5,e:-Infinity,f:NaN,g:5E+22}")]
    [InlineData("a = true\nb = false", "{a:True,b:False}")]
    [InlineData("a = 1979-05-27T07:32:00Z\nb = 1979-05-27 00:32:00.999999-07:00", "{a:1979-05-27T07:32:00.0000000+00:00,b:1979-05-27T00:32:00.9999990-07:00}")]
    [InlineData("a = 1979-05-27t07:32:00\nb = 1979-05-27 # day\nc = 07:32:00.5", "{a:1979-05-27T07:32:00.0000000,b:1979-05-27,c:07:32:00.5000000}")]
    public void Read_Document_GivesItsValues(string text, string expected) => Assert.Equal(expected, Show(TomlReader.Read(text, "test")));

    [Theory]
    [InlineData("'a\\b\"c'", "a\\b\"c")]
    [InlineData("\"\\b\\t\\n\\f\\r\\\"\\\\\\u00E9\\U0001F600\"", "\b\t\n\f\r\"\\é😀")]
    [InlineData("\"\"\"\nRoses\n  are \"\"red\"\"\"\"\"", "Roses\n  are \"\"red\"\"")]
    [InlineData("\"\"\"a \\\n\n   b\\  \r\n c\"\"\"", "a bc")]
    [InlineData("'''\r\nC:\\x\ty''z'''''", "C:\\x\ty''z''")]
    [InlineData("\"\"\"\"\"\"", "")]
    [InlineData("\"\"\"\\\"\"\"\"", "\"")]
    public void Read_Text_GivesItsCharacters(string text, string expected) => Assert.Equal(expected, TomlReader.Read($"a = {text}", "test").Text("a"));

    [Theory]
    [InlineData("a = 1\na = 2", 2)]
    [InlineData("[a]\n[b]\n[a]", 3)]
    [InlineData("a.b = 1\n[a]\nc = 2", 2)]
    [InlineData("[a.b.c]\nz = 9\n[a]\nb.c.t = 1", 4)]
    [InlineData("a = { b = 1 }\na.c = 2", 2)]
    [InlineData("a = { b = 1 }\n[a.c]", 2)]
    [InlineData("a = { b.c = 1, b = 2 }", 1)]
    [InlineData("a = [1]\n[[a]]", 2)]
    [InlineData("[[a]]\n[a]", 2)]
    [InlineData("[a]\n[[a]]", 2)]
    [InlineData("a = 1\n[a.b]", 2)]
    [InlineData("a.b = 1\na.b.c = 2", 2)]
    [InlineData("\n\na = ", 3)]
    [InlineData("a", 1)]
    [InlineData("= 1", 1)]
    [InlineData("a = 1 b = 2", 1)]
    [InlineData("a b = 1", 1)]
    [InlineData("[a", 1)]
    [InlineData("[[a]", 1)]
    [InlineData("[]", 1)]
    [InlineData("[a.]", 1)]
    [InlineData("a = [1, 2\n", 2)]
    [InlineData("a = [[1], # ]", 1)]
    [InlineData("a = [,]", 1)]
    [InlineData("a = { b = 1, }", 1)]
    [InlineData("a = { b = 1\n}", 1)]
    [InlineData("a = word", 1)]
    [InlineData("a = 01", 1)]
    [InlineData("a = 1__0", 1)]
    [InlineData("a = 1_", 1)]
    [InlineData("a = .5", 1)]
    [InlineData("a = 5.", 1)]
    [InlineData("a = 0xG", 1)]
    [InlineData("a = +0x1", 1)]
    [InlineData("a = True", 1)]
    [InlineData("a = 9223372036854775808", 1)]
    [InlineData("a = 0x8000000000000000", 1)]
    [InlineData("a = 2021-02-30", 1)]
    [InlineData("a = 25:00:00", 1)]
    [InlineData("a = 2021-01-01T10:00", 1)]
    [InlineData("a = \"b", 1)]
    [InlineData("a = \"b\nc\"", 1)]
    [InlineData("a = 'b\nc'", 1)]
    [InlineData("a = \"\\x41\"", 1)]
    [InlineData("a = \"\\uD800\"", 1)]
    [InlineData("a = \"\\u12\"", 1)]
    [InlineData("a = \"\"\"b", 1)]
    [InlineData("a = \"\"\"b \\ c\"\"\"", 1)]
    [InlineData("a = \"\u0001\"", 1)]
    [InlineData("a = 1 # \u0001", 1)]
    [InlineData("a = 1\rb = 2", 1)]
    [InlineData("\"\"\"a\"\"\" = 1", 1)]
    public void Read_BrokenDocument_NamesTheLine(string text, int line)
    {
        var exception = Assert.Throws<ProviderException>(() => TomlReader.Read(text, "test.toml"));

        Assert.Equal(ErrorReason.Invalid, exception.Reason);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"test.toml, line {line}:"), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NestedBeyondMeasure_IsRefused() =>
        Assert.Throws<ProviderException>(() => TomlReader.Read("a = " + new string('[', 100_000), "test"));

    private static string Show(object value) => value switch
    {
        TomlTable table => "{" + string.Join(',', table.Select(pair => $"{pair.Key}:{Show(pair.Value)}")) + "}",
        string text => $"\"{text}\"",
        List<object> items => "[" + string.Join(',', items.Select(Show)) + "]",
        DateTimeOffset or DateTime or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
