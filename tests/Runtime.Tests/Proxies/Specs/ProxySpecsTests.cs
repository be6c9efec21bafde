using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Tests.Proxies.Specs;

public sealed class ProxySpecsTests
{
    [Fact]
    public void Read_WhatIsLeftOut_HasItsDefault()
    {
        var spec = ProxySpecs.Read("""{"upstreams": [{"name": "a", "members": [{"address": "http://a"}], "connectTimeout": "1500ms", "healthCheck": {}}]}"""u8);

        var group = spec.Upstreams.Single();
        Assert.Equal(("PowerOfTwoChoices", 5, TimeSpan.FromMilliseconds(1500)), (group.LoadBalancing, group.BreakAfter, group.ConnectTimeout));
        Assert.Equal((1, TimeSpan.FromSeconds(15)), (group.Members[0].Weight, group.HealthCheck!.Interval));
        Assert.Empty(spec.Listeners);
    }

    [Theory]
    [InlineData("""{"routes": [{"name": "a", "pathprefix": "/"}]}""", "routes[0].pathprefix")]
    [InlineData("""{"routes": [{"timeout": "soon"}]}""", "routes[0].timeout")]
    [InlineData("""{"routes": [{"listeners": null}]}""", "routes[0].listeners")]
    [InlineData("""[]""", "")]
    public void Read_Mistake_NamesThePlace(string json, string field)
    {
        var error = Assert.Throws<ProviderException>(() => ProxySpecs.Read(Encoding.UTF8.GetBytes(json)));

        Assert.Equal((ErrorReason.Invalid, field), (error.Reason, error.Field));
    }

    [Fact]
    public void Write_AnyDocument_ReadsAsTheSame() => Prop.ForAll(ProxyDocuments.WithoutListeners.ToArbitrary(), spec =>
        ProxySpecs.Write(ProxySpecs.Read(ProxySpecs.Write(spec))).AsSpan().SequenceEqual(ProxySpecs.Write(spec))).QuickCheckThrowOnFailure();

    [Fact]
    public void Duration_AnyWholeMilliseconds_ReadsAsItWasWritten() => Prop.ForAll<uint>(milliseconds =>
    {
        var duration = TimeSpan.FromMilliseconds(milliseconds);
        return DurationConverter.TryParse(DurationConverter.Format(duration), out var read) && read == duration;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("-1s")]
    [InlineData("1.5s")]
    [InlineData("s")]
    [InlineData("99999999999999999999d")]
    [InlineData("9999999999999d")]
    public void Duration_NoDuration_IsNotRead(string text) => Assert.False(DurationConverter.TryParse(text, out _));
}
