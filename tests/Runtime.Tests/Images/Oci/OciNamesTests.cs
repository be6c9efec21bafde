using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Images.Oci;

namespace Reeve.Runtime.Tests.Images.Oci;

public sealed class OciNamesTests
{
    private static readonly Arbitrary<string> s_texts = Gen.ArrayOf(Gen.Frequency(
        (20, Gen.Elements("a", "z9", "0", "-", "--", ".", "_", "__", "/", ":", "[", "]", "::1", ":5000", "A")), (1, Gen.Elements(" ", "\n", "é", "___", "..", ":123456", new string('t', 127)))))
        .Select(static parts => string.Concat(parts)).ToArbitrary();

    [Fact]
    public void IsTag_AnyText_IsWhatTheSpecificationSays() => Same(static text => OciNames.IsTag(text), @"\A[A-Za-z0-9_][A-Za-z0-9._-]{0,127}\z");

    [Fact]
    public void IsRepository_AnyText_IsWhatTheSpecificationSays() =>
        Same(static text => OciNames.IsRepository(text), @"\A[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z");

    [Fact]
    public void IsRegistry_AnyText_IsAHostOrAnAddressAndAPort() =>
        Same(static text => OciNames.IsRegistry(text), @"\A([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?\z");

    private static void Same(Func<string, bool> rule, string pattern) =>
        Prop.ForAll(s_texts, text => rule(text) == Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking)).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
}
