using System.Buffers;
using System.IO.Pipelines;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>Tells HTTP/2 with prior knowledge (RFC 9113, 3.4) from HTTP/1.1 on one port.</summary>
internal static class Http2Preface
{
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Looks at the first bytes without taking them.</summary>
    public static async ValueTask<bool> IsNextAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var answer = Judge(read.Buffer);
            if (answer is null && !read.IsCompleted)
            {
                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            input.AdvanceTo(read.Buffer.Start);
            return answer ?? false;
        }
    }

    /// <summary>Null as long as it may be either.</summary>
    public static bool? Judge(ReadOnlySequence<byte> bytes)
    {
        Span<byte> head = stackalloc byte[Preface.Length];
        var length = (int)Math.Min(bytes.Length, head.Length);
        bytes.Slice(0, length).CopyTo(head);
        return !head[..length].SequenceEqual(Preface[..length]) ? false : length == Preface.Length ? true : null;
    }
}
