using System.Buffers;
using System.IO.Pipelines;

namespace Reeve.Plugins.Proxy.ProxyHeaders;

/// <summary>Takes a PROXY protocol header from the beginning of a connection.</summary>
internal static class ProxyHeaderReader
{
    /// <summary>Reads the header.</summary>
    /// <returns>Null if there is none; nothing else may be read then.</returns>
    public static async ValueTask<ProxyHeader?> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var bytes = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, ProxyHeaderCodec.Longest)).ToArray();
            var answer = ProxyHeaderCodec.TryRead(bytes, out var header, out var length);
            if (answer is true)
            {
                input.AdvanceTo(read.Buffer.GetPosition(length));
                return header;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (answer is false || read.IsCompleted)
            {
                return null;
            }
        }
    }
}
