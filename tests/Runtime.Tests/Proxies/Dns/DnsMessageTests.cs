using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Proxies.Dns.Messages;

namespace Reeve.Runtime.Tests.Proxies.Dns;

public sealed class DnsMessageTests
{
    [Fact]
    public void ReadRecord_WhatWasWritten_TheSame() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNegativeInt>(), ArbMap.Default.ArbFor<byte[]>(),
        (number, data) =>
        {
            var record = new DnsRecord { Name = $"l{number.Get}.example.org", Type = 16, Class = DnsClass.Internet, Ttl = (uint)number.Get, Data = data };
            var writer = new DnsWriter();
            writer.Write(record);
            var read = new DnsReader(writer.ToArray()).ReadRecord();
            return read with { Data = data } == record && read.Data.AsSpan().SequenceEqual(data);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ReadRecord_AnyBytes_EndsWithARecordOrAnError() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        try
        {
            new DnsReader(bytes).ReadRecord();
        }
        catch (ProviderException e)
        {
            return e.Reason is ErrorReason.Transient;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ReadName_Pointer_Followed()
    {
        byte[] message = [3, (byte)'o', (byte)'r', (byte)'g', 0, 1, (byte)'a', 0xC0, 0, 7];
        var reader = new DnsReader(message) { Position = 5 };

        Assert.Equal("a.org", reader.ReadName());
        Assert.Equal(9, reader.Position);
    }

    [Fact]
    public void ReadName_PointerToItself_Error() => Assert.Throws<ProviderException>(() => new DnsReader([0xC0, 0]).ReadName());

    [Theory]
    [InlineData("a..org")]
    [InlineData(".org")]
    [InlineData("this-label-has-more-than-the-sixty-three-characters-that-are-allowed.org")]
    public void WriteName_NoName_Invalid(string name) =>
        Assert.Equal(ErrorReason.Invalid, Assert.Throws<ProviderException>(() => new DnsWriter().WriteName(name)).Reason);
}
