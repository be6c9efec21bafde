using System.IO.Compression;

namespace Reeve.Runtime.Images.Layers;

/// <summary>Decompresses what images are made of, recognised by its first bytes: media types are not always true.</summary>
internal static class Compression
{
    /// <summary>The content of a stream that can be sought in; owns it.</summary>
    public static Stream Open(Stream file)
    {
        Span<byte> magic = stackalloc byte[4];
        var count = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        magic = magic[..count];
        return magic.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? new GZipStream(file, CompressionMode.Decompress)
            : magic.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? new ZstdStream(file)
            : file;
    }
}
