using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Plugins.Manifests;

namespace Reeve.Runtime.Tests.Plugins.Manifests;

public sealed class PluginVersionTests
{
    // The chain of Semantic Versioning 2.0.0, section 11.
    private static readonly string[] Ascending =
    [
        "0.9.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
        "1.0.10", "1.2.0", "2.0.0",
    ];

    [Fact]
    public void CompareTo_ChainOfTheSpecification_Ascends()
    {
        for (var i = 0; i < Ascending.Length; i++)
        {
            for (var j = 0; j < Ascending.Length; j++)
            {
                var order = PluginVersion.TryParse(Ascending[i])!.CompareTo(PluginVersion.TryParse(Ascending[j]));
                Assert.Equal(i.CompareTo(j), Math.Sign(order));
            }
        }
    }

    [Fact]
    public void CompareTo_BuildMetadata_DoesNotCount() =>
        Assert.Equal(0, PluginVersion.TryParse("1.0.0+a")!.CompareTo(PluginVersion.TryParse("1.0.0+b")));

    [Theory]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("01.2.3")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3-01")]
    [InlineData("v1.2.3")]
    [InlineData("1.2.99999999999")]
    [InlineData("1.2.3\n")]
    public void TryParse_NotAVersion_IsNull(string text) => Assert.Null(PluginVersion.TryParse(text));

    [Fact]
    public void CompareTo_AnyTwo_IsAntisymmetric() => Prop.ForAll(
        ArbMap.Default.ArbFor<(PositiveInt, PositiveInt, bool)>(), ArbMap.Default.ArbFor<(PositiveInt, PositiveInt, bool)>(), (a, b) =>
        {
            var x = Make(a.Item1, a.Item2, a.Item3);
            var y = Make(b.Item1, b.Item2, b.Item3);
            return Math.Sign(x.CompareTo(y)) == -Math.Sign(y.CompareTo(x));
        }).QuickCheckThrowOnFailure();

    private static PluginVersion Make(PositiveInt minor, PositiveInt part, bool preRelease) =>
        PluginVersion.TryParse($"1.{minor.Get}.0{(preRelease ? $"-rc.{part.Get}" : "")}")!;
}
