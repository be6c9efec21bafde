using System.Security.Cryptography;
using Reeve.Runtime.Images.Layers;
using Reeve.Streams;

namespace Reeve.Runtime.Images.Oci;

/// <summary>Hashes what is read from a stream. Owns the hash, not the stream.</summary>
internal sealed class HashingStream(Stream inner, IncrementalHash hash) : ReadStream
{
    /// <summary>Of everything that was read.</summary>
    public IncrementalHash Hash => hash;

    /// <summary>Reads the rest: archives are padded after their end.</summary>
    public void Drain()
    {
        var buffer = new byte[64 * 1024];
        while (Read(buffer) > 0)
        {
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        hash.AppendData(buffer[..count]);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
