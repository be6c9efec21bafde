using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Tests.Validation;

public sealed class DnsNameTests
{
    private const string Label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string ShortLabel = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    private static readonly Arbitrary<string> s_texts = Gen.ArrayOf(Gen.Frequency(
        (20, Gen.Elements("a", "z", "0", "9", "-", ".", "node", "example")), (1, Gen.Elements("A", "_", "é", " ", "\n", "", new string('a', 61), new string('b', 63), new string('c', 240)))))
        .Select(static parts => string.Concat(parts)).ToArbitrary();

    [Fact]
    public void IsLabel_AnyText_IsWhatTheRfcSays() => Same(static text => DnsName.IsLabel(text), $@"\A{ShortLabel}\z");

    [Fact]
    public void IsSubdomain_AnyText_IsWhatTheApiSays() => Same(static text => DnsName.IsSubdomain(text), $@"\A(?=.{{1,253}}\z){Label}(\.{Label})*\z");

    [Fact]
    public void IsHost_AnyText_IsWhatTheRfcSays() => Same(static text => DnsName.IsHost(text), $@"\A(?=.{{1,253}}\z){ShortLabel}(\.{ShortLabel})*\z");

    private static void Same(Func<string, bool> rule, string pattern) =>
        Prop.ForAll(s_texts, text => rule(text) == Regex.IsMatch(text, pattern, RegexOptions.Singleline)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
