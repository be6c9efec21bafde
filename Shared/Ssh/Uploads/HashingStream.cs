using System.Security.Cryptography;
using Reeve.Streams;

namespace Reeve.Ssh.Uploads;

/// <summary>Hashes what is written.</summary>
internal sealed class HashingStream(IncrementalHash hash) : WriteStream
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        hash.AppendData(buffer.Span);
        return ValueTask.CompletedTask;
    }
}
