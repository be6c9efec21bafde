using FsCheck;
using FsCheck.Fluent;
using Reeve.Workloads;

namespace Reeve.Tests.Workloads;

public sealed class VariableExpansionTests
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["A"] = "1", ["B"] = "$(A)", ["EMPTY"] = "", ["X.Y-z"] = "dotted",
    };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$(A)", "1")]
    [InlineData("<$(A)$(A)>", "<11>")]
    [InlineData("$(EMPTY)", "")]
    [InlineData("$(UNKNOWN)", "$(UNKNOWN)")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$$$(A)", "$1")]
    [InlineData("$$$$(A)", "$$(A)")]
    [InlineData("$(B)", "$(A)")]
    [InlineData("$A", "$A")]
    [InlineData("$", "$")]
    [InlineData("100$", "100$")]
    [InlineData("$(A", "$(A")]
    [InlineData("$(A $(A)", "$(A $(A)")]
    [InlineData("$()", "$()")]
    [InlineData("$(X.Y-z)", "dotted")]
    [InlineData("a$$b", "a$b")]
    [InlineData("$(A)$(", "1$(")]
    public void Expand_Case_GivesWhatTheApiSays(string text, string expected)
    {
        Assert.Equal(expected, VariableExpansion.Expand(text, Variables));
    }

    [Fact]
    public void Expand_TextWithoutDollar_IsUntouched()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var plain = text.Get.Replace("$", "", StringComparison.Ordinal);
            return VariableExpansion.Expand(plain, Variables) == plain;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Expand_DollarsDoubled_GivesTheTextBack()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
            VariableExpansion.Expand(text.Get.Replace("$", "$$", StringComparison.Ordinal), Variables) == text.Get)
            .QuickCheckThrowOnFailure();
    }
}
