using System.Buffers;
using System.IO.Pipelines;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.KubeletApi.Spdy;

namespace Reeve.Runtime.Tests.KubeletApi.Spdy;

/// <summary>Random frames, and ways to write and read them.</summary>
internal static class SpdyFrames
{
    private static readonly Gen<uint> Stream = Gen.Choose(1, int.MaxValue).Select(static number => (uint)number);
    private static readonly Gen<bool> Flag = Gen.Elements(true, false);
    private static readonly Gen<uint> Number = Gen.Choose(int.MinValue, int.MaxValue).Select(static number => unchecked((uint)number));

    private static readonly Gen<SpdyHeaders> Headers =
        from names in Gen.Elements("streamtype", "port", "requestid", "x", "accept", "server", "größe").ListOf()
        from values in Gen.ListOf(Gen.Elements("", "error", "8080", new string('v', 300), "a\0b", "ü"), names.Count)
        select new SpdyHeaders(names.Distinct().Select((name, i) => KeyValuePair.Create(name, values[i])));

    private static readonly Gen<byte[]> Data = Gen.Choose(0, 255).Select(static number => (byte)number).ArrayOf();

    public static Gen<SpdyFrame> Any { get; } = Gen.OneOf(
        from id in Stream from headers in Headers from fin in Flag from one in Flag from priority in Gen.Choose(0, 7) from parent in Stream
        select (SpdyFrame)new SynStreamFrame(id, headers) { Fin = fin, Unidirectional = one, Priority = (byte)priority, AssociatedStreamId = parent },
        from id in Stream from headers in Headers from fin in Flag select (SpdyFrame)new SynReplyFrame(id, headers) { Fin = fin },
        from id in Stream from headers in Headers from fin in Flag select (SpdyFrame)new HeadersFrame(id, headers) { Fin = fin },
        from id in Stream from status in Number select (SpdyFrame)new RstStreamFrame(id, (SpdyStatus)status),
        from settings in (from id in Gen.Choose(0, 0xffffff) from value in Number select KeyValuePair.Create((uint)id, value)).ArrayOf()
        select (SpdyFrame)new SettingsFrame(settings),
        from id in Number select (SpdyFrame)new PingFrame(id),
        from id in Stream from status in Number select (SpdyFrame)new GoAwayFrame(id, (SpdyGoAwayStatus)status),
        from id in Stream from delta in Stream select (SpdyFrame)new WindowUpdateFrame(id, delta),
        from id in Stream from data in Data from fin in Flag select (SpdyFrame)new DataFrame(id, data, fin));

    public static byte[] Write(IEnumerable<SpdyFrame> frames)
    {
        var writer = new SpdyFrameWriter();
        var output = new ArrayBufferWriter<byte>();
        foreach (var frame in frames)
        {
            writer.Write(frame, output);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads what comes in pieces of the given sizes, over and over.</summary>
    public static async Task<List<SpdyFrame>> ReadAsync(byte[] bytes, IReadOnlyList<int> pieces, int maxHeaderBytes = 16 * 1024)
    {
        var reader = new SpdyFrameReader(PipeReader.Create(new PiecewiseStream(bytes, pieces), new StreamPipeReaderOptions(bufferSize: 256)), maxHeaderBytes);
        var frames = new List<SpdyFrame>();
        while (await reader.ReadAsync(CancellationToken.None) is { } frame)
        {
            // Parts of a data frame become one again.
            if (frame is DataFrame part)
            {
                frame = part with { Data = part.Data.ToArray() };
            }

            frames.Add(frame);
        }

        return Join(frames);
    }

    /// <summary>What a frame says, to compare.</summary>
    public static string Describe(SpdyFrame frame) => frame switch
    {
        SynStreamFrame syn => $"syn {syn.StreamId} {syn.AssociatedStreamId} {syn.Priority} {syn.Fin} {syn.Unidirectional} {Describe(syn.Headers)}",
        SynReplyFrame reply => $"reply {reply.StreamId} {reply.Fin} {Describe(reply.Headers)}",
        HeadersFrame headers => $"headers {headers.StreamId} {headers.Fin} {Describe(headers.Headers)}",
        SettingsFrame settings => $"settings {string.Join(' ', settings.Settings)}",
        DataFrame data => $"data {data.StreamId} {data.Fin} {Convert.ToHexString(data.Data.Span)}",
        _ => frame.ToString(),
    };

    private static string Describe(SpdyHeaders headers) =>
        string.Join(' ', headers.Values.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}={pair.Value}"));

    // Neighbouring parts belong together unless the first ends its stream; what follows an end is a frame of its own.
    private static List<SpdyFrame> Join(List<SpdyFrame> frames)
    {
        var joined = new List<SpdyFrame>();
        foreach (var frame in frames)
        {
            if (frame is DataFrame part && joined.LastOrDefault() is DataFrame { Fin: false } before && before.StreamId == part.StreamId)
            {
                joined[^1] = new DataFrame(part.StreamId, (byte[])[.. before.Data.Span, .. part.Data.Span], part.Fin);
            }
            else
            {
                joined.Add(frame);
            }
        }

        return joined;
    }

    public static List<SpdyFrame> JoinData(IEnumerable<SpdyFrame> frames) => Join([.. frames]);
}
