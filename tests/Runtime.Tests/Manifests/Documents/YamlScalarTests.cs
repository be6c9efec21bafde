using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Manifests.Documents;

namespace Reeve.Runtime.Tests.Manifests.Documents;

public class YamlScalarTests
{
    [Theory]
    [InlineData("", "null")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("NULL", "null")]
    [InlineData("true", "true")]
    [InlineData("True", "true")]
    [InlineData("yes", "true")]
    [InlineData("on", "true")]
    [InlineData("y", "true")]
    [InlineData("FALSE", "false")]
    [InlineData("No", "false")]
    [InlineData("off", "false")]
    [InlineData("tRuE", "\"tRuE\"")]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("007", "7")]
    [InlineData("0644", "420")]
    [InlineData("0o644", "420")]
    [InlineData("-0644", "-420")]
    [InlineData("0x1F", "31")]
    [InlineData("0b101", "5")]
    [InlineData("+12", "12")]
    [InlineData("1_000", "1000")]
    [InlineData("089", "89")]
    [InlineData("0x", "\"0x\"")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("1.5", "1.5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1e3", "1e3")]
    [InlineData("-1.25E-2", "-1.25E-2")]
    [InlineData("1e999", "\"1e999\"")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("2026-01-31", "\"2026-01-31\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("64Mi", "\"64Mi\"")]
    [InlineData("-", "\"-\"")]
    [InlineData("+", "\"+\"")]
    [InlineData(".", "\".\"")]
    [InlineData("nan", "\"nan\"")]
    public void Resolve_PlainScalar_AsTheKubernetesToolsDo(string text, string json)
    {
        var (kind, value) = YamlScalar.Resolve(text);

        Assert.Equal(json, kind == NodeKind.String ? $"\"{value}\"" : value);
    }

    [Fact]
    public void Resolve_AnyInteger_ItsValueInEveryNotation() => Prop.ForAll<long>(static value =>
    {
        var (sign, digits) = (value < 0 ? "-" : "", UInt128.Parse(value.ToString(CultureInfo.InvariantCulture).TrimStart('-'), CultureInfo.InvariantCulture));
        var expected = (NodeKind.Number, value.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected, YamlScalar.Resolve(value.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(expected, YamlScalar.Resolve($"{sign}0x{digits:x}"));
        Assert.Equal(expected, YamlScalar.Resolve($"{sign}0b{digits:b}"));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Resolve_AnyText_NeverThrowsAndStringsStay() => Prop.ForAll<NonNull<string>>(static text =>
    {
        var (kind, value) = YamlScalar.Resolve(text.Get);
        if (kind == NodeKind.String)
        {
            Assert.Equal(text.Get, value);
        }
    }).QuickCheckThrowOnFailure();
}
