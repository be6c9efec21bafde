using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Proxy.ProxyHeaders;

namespace Reeve.Plugins.Proxy.Tests.ProxyHeaders;

public sealed class ProxyHeaderCodecTests
{
    private static Gen<IPEndPoint> EndPoints(int size) =>
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), size)
        from port in Gen.Choose(0, 65_535)
        select new IPEndPoint(new IPAddress(bytes), port);

    [Fact]
    public void Read_WhatWasWritten_SameAddressesFromAnyPrefixOn()
    {
        var pairs = from size in Gen.Elements(4, 16) from version in Gen.Elements(1, 2) from one in EndPoints(size) from other in EndPoints(size) select (version, one, other);
        Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            var header = ProxyHeaderCodec.Write(pair.version, pair.one, pair.other);
            for (var i = 0; i < header.Length; i++)
            {
                if (ProxyHeaderCodec.TryRead(header.AsSpan(0, i), out _, out _) is not null)
                {
                    return false;
                }
            }

            byte[] followed = [.. header, .. "GET / HTTP/1.1"u8];
            return ProxyHeaderCodec.TryRead(followed, out var read, out var length) is true && length == header.Length
                && Same(read.Source!, pair.one) && Same(read.Destination!, pair.other);
        }).QuickCheckThrowOnFailure();

        // An IPv6 address that holds an IPv4 one is written as the latter.
        static bool Same(IPEndPoint read, IPEndPoint written) => read.Port == written.Port && read.Address.MapToIPv6().Equals(written.Address.MapToIPv6());
    }

    [Fact]
    public void Read_Anything_NeverThrowsNorTakesMoreThanIsThere()
    {
        var anything = from start in Gen.Elements("", "PROXY ", "PROXY TCP4 1.2.3.4 ", "\r\n\r\n\0\r\nQUIT\n", "\r\n\r\n\0\r\nQUIT\n!")
                       from rest in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value))
                       select (byte[])[.. Encoding.Latin1.GetBytes(start), .. rest];
        Prop.ForAll(anything.ToArbitrary(), bytes => ProxyHeaderCodec.TryRead(bytes, out _, out var length) is not true || length <= bytes.Length).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("PROXY UNKNOWN ffff::1 ::1 1 2\r\n", true)]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n", true)]
    [InlineData("PROXY TCP4 ::1 ::2 1 2\r\n", false)]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 1 65536\r\n", false)]
    [InlineData("PROXY TCP4 1.2 5.6.7.8 1 2\r\n", false)]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 1\r\n", false)]
    [InlineData("GET / HTTP/1.1\r\n", false)]
    public void Read_Text_AsTheSpecificationSays(string text, bool expected) =>
        Assert.Equal(expected, ProxyHeaderCodec.TryRead(Encoding.ASCII.GetBytes(text), out _, out _));

    [Fact]
    public void Read_TextWithoutAnEnd_RefusedAtItsLongest() =>
        Assert.False(ProxyHeaderCodec.TryRead(Encoding.ASCII.GetBytes("PROXY " + new string('x', 120)), out _, out _));
}
