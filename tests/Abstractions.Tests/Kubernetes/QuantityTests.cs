using System.Text.Json;
using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

public sealed class QuantityTests
{
    [Theory]
    // Decimal: no fraction is left, and the suffix is as large as possible.
    [InlineData("0", "0")]
    [InlineData("0Mi", "0")]
    [InlineData("-0", "0")]
    [InlineData("00.000k", "0")]
    [InlineData("1", "1")]
    [InlineData("+1", "1")]
    [InlineData("-1", "-1")]
    [InlineData("0010", "10")]
    [InlineData("1000", "1k")]
    [InlineData("1000m", "1")]
    [InlineData("1500m", "1500m")]
    [InlineData("0.5", "500m")]
    [InlineData(".5", "500m")]
    [InlineData("5.", "5")]
    [InlineData("1.50", "1500m")]
    [InlineData("100m", "100m")]
    [InlineData("0.1", "100m")]
    [InlineData("1000000000n", "1")]
    [InlineData("1500u", "1500u")]
    [InlineData("1.5G", "1500M")]
    [InlineData("1234567890", "1234567890")]
    [InlineData("12000000", "12M")]
    [InlineData("1000E", "1e21")]
    [InlineData("1.5e23", "150e21")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("9E", "9E")]
    [InlineData("-1.5k", "-1500")]
    // Binary: below 1024, or with a fraction, it becomes decimal.
    [InlineData("1Ki", "1Ki")]
    [InlineData("1024Ki", "1Mi")]
    [InlineData("1536Mi", "1536Mi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("0.5Ki", "512")]
    [InlineData("0.5Mi", "512Ki")]
    [InlineData("1.1Ki", "1126400m")]
    [InlineData("0.1Ki", "102400m")]
    [InlineData("1000Ki", "1000Ki")]
    [InlineData("7Ei", "7Ei")]
    [InlineData("-2Gi", "-2Gi")]
    // Binary quantities are capped.
    [InlineData("8Ei", "9223372036854775807")]
    [InlineData("-8Ei", "-9223372036854775807")]
    // Exponents stay exponents, in steps of three.
    [InlineData("1e3", "1e3")]
    [InlineData("12E6", "12e6")]
    [InlineData("1e2", "100")]
    [InlineData("1e4", "10e3")]
    [InlineData("1.5e3", "1500")]
    [InlineData("1e-3", "1e-3")]
    [InlineData("100e-1", "10")]
    [InlineData("1e+3", "1e3")]
    // Finer than a billionth: away from zero.
    [InlineData("0.1n", "1n")]
    [InlineData("-0.1n", "-1n")]
    [InlineData("1.0000000001", "1000000001n")]
    [InlineData("1e-2000000000", "1e-9")]
    [InlineData("1e200", "100e198")]
    [InlineData("0e2000000000", "0")]
    public void Parse_Text_HasCanonicalForm(string text, string canonical)
    {
        var quantity = Quantity.Parse(text);

        Assert.Equal(canonical, quantity.ToString());
        Assert.Equal(quantity, Quantity.Parse(canonical));
        Assert.Equal(canonical, Quantity.Parse(canonical).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("Mi")]
    [InlineData("1 Gi")]
    [InlineData(" 1")]
    [InlineData("1K")]
    [InlineData("1ki")]
    [InlineData("1mi")]
    [InlineData("1GB")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("--1")]
    [InlineData("1e")]
    [InlineData("1e1.5")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1EE3")]
    [InlineData("1e2000000000")]
    [InlineData("1e400")]
    [InlineData("0x10")]
    [InlineData("∞")]
    [InlineData("١")]
    public void Parse_NotAQuantity_SaysWhy(string text)
    {
        Assert.False(Quantity.TryParse(text, out _));
        var error = Assert.Throws<FormatException>(() => Quantity.Parse(text));
        Assert.Contains("quantity", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("500m", 1, 500)]
    [InlineData("1500m", 2, 1500)]
    [InlineData("-1500m", -2, -1500)]
    [InlineData("1u", 1, 1)]
    [InlineData("64Mi", 67108864, 67108864000)]
    [InlineData("8Ei", long.MaxValue, long.MaxValue)]
    [InlineData("-8Ei", -long.MaxValue, long.MinValue)]
    [InlineData("10E", long.MaxValue, long.MaxValue)]
    public void Values_AreRoundedAwayFromZeroAndLimited(string text, long value, long milliValue)
    {
        var quantity = Quantity.Parse(text);

        Assert.Equal(value, quantity.Value);
        Assert.Equal(milliValue, quantity.MilliValue);
    }

    [Fact]
    public void Parse_TooLong_IsRefusedWithoutRepeatingIt()
    {
        var error = Assert.Throws<FormatException>(() => Quantity.Parse(new string('1', 100_000)));

        Assert.True(error.Message.Length < 100, error.Message);
    }

    [Fact]
    public void Add_BeyondTheLargestSuffix_StaysExact() =>
        Assert.Equal("2080Ei", Enumerable.Repeat(Quantity.Parse("4Ei"), 520).Aggregate((left, right) => left + right).ToString());

    [Fact]
    public void Add_Zero_TakesTheFormatOfTheOther()
    {
        Assert.Equal("2Ki", (Quantity.Zero + Quantity.Parse("2Ki")).ToString());
        Assert.Equal("-2Ki", (Quantity.Zero - Quantity.Parse("2Ki")).ToString());
        Assert.Equal("3072", (Quantity.Parse("1024") + Quantity.Parse("2Ki")).ToString());
    }

    [Fact]
    public void Json_StringsAndNumbers_AreRead()
    {
        var limits = KubernetesJson.Deserialize<PodSpec>("""{"overhead":{"a":"250m","b":2,"c":0.5,"d":null,"e":" 1Gi "}}""").Overhead;

        Assert.Equal(["250m", "2", "500m", "0", "1Gi"], limits.Values.Select(value => value.ToString()));
        Assert.Equal("""{"overhead":{"a":"250m","b":"2","c":"500m","d":"0","e":"1Gi"}}""", KubernetesJson.Serialize(new PodSpec { Overhead = limits }));
    }

    [Fact]
    public void Json_NotAQuantity_NamesThePathAndTheReason()
    {
        var error = Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<PodSpec>("""{"overhead":{"cpu":"1 core"}}"""));

        Assert.Equal("$.overhead.cpu", error.Path);
        Assert.Contains("'1 core' is not a quantity", error.Message, StringComparison.Ordinal);
    }
}
