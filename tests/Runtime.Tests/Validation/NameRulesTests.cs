using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Tests.Validation;

public class NameRulesTests
{
    [Fact]
    public void Label_AnyText_AgreesWithItsDefinition() => Prop.ForAll(Names, static name =>
    {
        var isLabel = name.Length is > 0 and <= 63 && name.All(static c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c) || c == '-')
            && name[0] != '-' && name[^1] != '-';
        Assert.Equal(isLabel, !NameRules.Label(name).Any());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Subdomain_AnyText_AllLabelsAreGood() => Prop.ForAll(Names, static name =>
        Assert.Equal(name.Split('.').All(static l => !NameRules.Label(l).Any()), !NameRules.Subdomain(name).Any()))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Theory]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("")]
    public void Label_OddText_IsRefused(string name) => Assert.NotEmpty(NameRules.Label(name));

    private static Arbitrary<string> Names { get; } = Arb.From(Gen.Elements("a", "b1", "-", ".", "A", "_", "9", "\n", "é").ListOf().Select(static parts => string.Concat(parts)));
}
