using FsCheck;
using FsCheck.Fluent;
using Reeve.Distributions.Versions;
using Xunit;

namespace Reeve.Distributions.Tests.Versions;

public sealed class KubernetesVersionTests
{
    [Theory]
    [InlineData("1.30.2", "1.30.2")]
    [InlineData("v1.26.5", "1.26.5")]
    [InlineData("v1.31.0-rc.1", "1.31.0-rc.1")]
    [InlineData("v1.30.2+k3s1", "1.30.2+k3s1")]
    public void Parse_Version_IsRead(string text, string expected) => Assert.Equal(expected, KubernetesVersion.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("1.30")]
    [InlineData("1.30.2 ")]
    [InlineData("1.030.2")]
    [InlineData("1.30.2\n")]
    [InlineData("99999999999.1.1")]
    [InlineData("latest")]
    public void Parse_AnythingElse_IsRefusedWithTheValue(string text)
    {
        var refused = Assert.Throws<ProviderException>(() => KubernetesVersion.Parse(text));
        Assert.Equal(ErrorReason.Invalid, refused.Reason);
        Assert.Contains($"\"{text}\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_Versions_FollowsTheirOrder()
    {
        string[] ordered = ["1.9.11", "1.30.0-alpha.1", "1.30.0-alpha.2", "1.30.0-alpha.10", "1.30.0-rc.1", "1.30.0", "1.30.2", "1.30.2+k3s1", "1.30.2+k3s10", "1.31.0"];

        Assert.Equal(ordered, ordered.Reverse().Select(KubernetesVersion.Parse).Order().Select(version => version.ToString()));
    }

    [Fact]
    public void Parse_OfWhatWasWritten_IsTheSame()
    {
        var versions =
            from numbers in Gen.Choose(0, 999).Three()
            from pre in Gen.Elements("", "rc.1", "alpha-2", "0")
            from build in Gen.Elements("", "k3s1", "rke2r1")
            select new KubernetesVersion { Major = numbers.Item1, Minor = numbers.Item2, Patch = numbers.Item3, Prerelease = pre, Build = build };
        Prop.ForAll(versions.ToArbitrary(), version => KubernetesVersion.Parse($"v{version}") == version).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("1.23.2", "1.23.4", null)]
    [InlineData("1.23.2", "1.24.1", null)]
    [InlineData("1.23.2", "1.23.2", null)]
    [InlineData("1.30.2+k3s1", "1.30.2+k3s2", null)]
    [InlineData("1.23.2", "1.25.0", "upgrade to 1.24 first")]
    [InlineData("1.23.2", "1.23.1", "earlier version")]
    [InlineData("1.23.2", "1.22.9", "earlier version")]
    [InlineData("1.23.2", "2.0.0", "no way")]
    public void WhyNot_Step_SaysTheWayToGo(string from, string to, string? expected)
    {
        var answer = UpgradeRule.WhyNot(KubernetesVersion.Parse(from), KubernetesVersion.Parse(to));

        if (expected is null)
        {
            Assert.Null(answer);
        }
        else
        {
            Assert.Contains(expected, answer, StringComparison.Ordinal);
        }
    }
}
