using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Reads the header blocks of one direction of a connection. Not thread-safe.</summary>
/// <param name="limit">Bytes that a block may have when it is no longer compressed.</param>
internal sealed class HeaderDecompressor(int limit)
{
    private readonly Inflater _inflater = new();
    private readonly byte[] _plain = new byte[limit + 1];

    /// <exception cref="SpdyException">It is malformed or too long.</exception>
    public SpdyHeaders Read(byte[] block)
    {
        try
        {
            return HeaderBlock.Read(Inflate(block));
        }
        catch (Exception e) when (e is SharpZipBaseException or ArgumentException or IndexOutOfRangeException or InvalidOperationException)
        {
            throw new SpdyException("A header block is not compressed as it should be.", e);
        }
    }

    private ReadOnlySpan<byte> Inflate(byte[] block)
    {
        var length = 0;
        _inflater.SetInput(block);
        while (length < _plain.Length)
        {
            var count = _inflater.Inflate(_plain, length, _plain.Length - length);
            length += count;
            if (count == 0)
            {
                if (!_inflater.IsNeedingDictionary)
                {
                    return _plain.AsSpan(0, length);
                }

                _inflater.SetDictionary(SpdyDictionary.Bytes);
            }
        }

        throw new SpdyException($"A header block has more than {limit} bytes.");
    }
}
