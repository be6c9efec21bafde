using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.KubeletApi.Streaming;

namespace Reeve.Runtime.Tests.KubeletApi.Streaming;

public sealed class ChannelMessagesTests
{
    [Fact]
    public void TryReadText_WhatWasWritten_IsTheSame()
    {
        var cases = from channel in Gen.Choose(0, 200)
                    from data in Gen.Choose(0, 255).Select(static number => (byte)number).ArrayOf()
                    select (channel, data);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var message = new byte[ChannelMessages.Length(one.data.Length, base64: true)];
            var length = ChannelMessages.Write((byte)one.channel, one.data, base64: true, message);

            Assert.True(ChannelMessages.TryReadText(message.AsSpan(0, length), out var channel, out var count));
            Assert.Equal(one.channel, channel);
            Assert.Equal(one.data, message[1..(1 + count)]);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0AAAA")]
    [InlineData("1AAA")]
    [InlineData("1!!!!")]
    public void TryReadText_Malformed_IsRefused(string text)
    {
        Assert.False(ChannelMessages.TryReadText(System.Text.Encoding.ASCII.GetBytes(text), out _, out _));
    }

    [Theory]
    [InlineData("", StreamProtocols.V1, false)]
    [InlineData("channel.k8s.io", StreamProtocols.V1, false)]
    [InlineData("base64.channel.k8s.io", StreamProtocols.V1, true)]
    [InlineData("v4.channel.k8s.io", StreamProtocols.V4, false)]
    [InlineData("v4.base64.channel.k8s.io", StreamProtocols.V4, true)]
    [InlineData("v5.channel.k8s.io", StreamProtocols.V5, false)]
    public void Parse_Known_GivesVersionAndForm(string name, string version, bool base64)
    {
        Assert.Equal(new WebSocketProtocol(version, base64), WebSocketProtocol.Parse(name));
    }

    [Theory]
    [InlineData("v6.channel.k8s.io")]
    [InlineData("SPDY/3.1+portforward.k8s.io")]
    public void Parse_Unknown_IsNull(string name)
    {
        Assert.Null(WebSocketProtocol.Parse(name));
    }
}
