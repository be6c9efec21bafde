using FsCheck;
using FsCheck.Fluent;
using Reeve.Host.Configuration;

namespace Reeve.Host.Tests.Configuration;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("10Mi", 10485760)]
    [InlineData("500k", 500000)]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    public void TryParse_Size_Bytes(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var size));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mi")]
    [InlineData("-1")]
    [InlineData("1.5Gi")]
    [InlineData("10MB")]
    [InlineData("9999999999Ti")]
    public void TryParse_NoSize_Refused(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Fact]
    public void ToString_AnySize_ReadsBack() =>
        Prop.ForAll<long>(number =>
        {
            var size = new ByteSize(number & long.MaxValue);
            return ByteSize.TryParse(size.ToString(), out var back) && back == size;
        }).QuickCheckThrowOnFailure();
}
