using ICSharpCode.SharpZipLib.Checksum;
using Reeve.Runtime.KubeletApi.Spdy;

namespace Reeve.Runtime.Tests.KubeletApi.Spdy;

public sealed class SpdyDictionaryTests
{
    [Fact]
    public void Bytes_Checksum_IsThatOfTheProtocol()
    {
        var checksum = new Adler32();
        checksum.Update(SpdyDictionary.Bytes);

        Assert.Equal(1423, SpdyDictionary.Bytes.Length);
        Assert.Equal(0xe3c6a7c2, checksum.Value);
    }
}
