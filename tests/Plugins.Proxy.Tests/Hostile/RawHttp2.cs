using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Hostile;

/// <summary>A client of HTTP/2 that sends whatever frames it is told to (RFC 9113, 4 and 6), in clear text with prior knowledge.</summary>
internal sealed class RawHttp2 : IDisposable
{
    public const byte Data = 0;
    public const byte HeadersFrame = 1;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte Continuation = 9;
    public const byte EndStream = 1;
    public const byte EndHeaders = 4;

    private readonly Socket _socket;

    private RawHttp2(Socket socket) => _socket = socket;

    /// <summary>Connects and says hello.</summary>
    public static async Task<RawHttp2> ConnectAsync(IPEndPoint endPoint, params (ushort Id, uint Value)[] settings)
    {
        var client = new RawHttp2(await Clients.ConnectAsync(endPoint));
        await client.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await client.SendAsync(Frame(Settings, 0, 0, [.. settings.SelectMany(setting => (byte[])[(byte)(setting.Id >> 8), (byte)setting.Id, .. Bytes(setting.Value)])]));
        return client;
    }

    public static byte[] Frame(byte type, byte flags, int stream, params byte[] payload) =>
        [(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, .. Bytes((uint)stream), .. payload];

    /// <summary>A block of headers, none of them compressed (RFC 7541, 6.2.2).</summary>
    public static byte[] Block(params (string Name, string Value)[] headers) =>
        [.. headers.SelectMany(header => (byte[])[0, .. Text(header.Name), .. Text(header.Value)])];

    /// <summary>A whole request without body.</summary>
    public static byte[] Get(int stream, string path, params (string Name, string Value)[] more) =>
        Frame(HeadersFrame, EndHeaders | EndStream, stream, Block([(":method", "GET"), (":scheme", "http"), (":path", path), (":authority", "x"), .. more]));

    public static byte[] Bytes(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <returns>False if the other side has ended the connection.</returns>
    public async Task<bool> SendAsync(byte[] bytes)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        try
        {
            for (ReadOnlyMemory<byte> rest = bytes; !rest.IsEmpty; rest = rest[await _socket.SendAsync(rest, limit.Token)..])
            {
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Reads frames until one fits; null if the connection ended before.</summary>
    public async Task<(byte Type, int Stream, byte[] Payload)?> ReadAsync(Func<byte, int, byte[], bool> fits)
    {
        while (await ReadFrameAsync() is { } frame)
        {
            if (fits(frame.Type, frame.Stream, frame.Payload))
            {
                return frame;
            }
        }

        return null;
    }

    /// <summary>Reads until the connection ends or says why it is about to.</summary>
    /// <returns>The error code of GOAWAY; null for an end without.</returns>
    public async Task<uint?> ReadGoAwayAsync() =>
        await ReadAsync((type, _, _) => type == GoAway) is { } frame ? BinaryPrimitives.ReadUInt32BigEndian(frame.Payload.AsSpan(4)) : null;

    public void Dispose() => _socket.Dispose();

    private static byte[] Text(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        return [.. Integer(bytes.Length), .. bytes];
    }

    // With a prefix of seven bits (RFC 7541, 5.1).
    private static List<byte> Integer(int value)
    {
        if (value < 127)
        {
            return [(byte)value];
        }

        List<byte> bytes = [127];
        for (value -= 127; value >= 128; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        bytes.Add((byte)value);
        return bytes;
    }

    private async Task<(byte Type, int Stream, byte[] Payload)?> ReadFrameAsync()
    {
        if (await ReadAsync(9) is not { } head || await ReadAsync((head[0] << 16) | (head[1] << 8) | head[2]) is not { } payload)
        {
            return null;
        }

        return (head[3], (int)BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(5)) & int.MaxValue, payload);
    }

    private async Task<byte[]?> ReadAsync(int count)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        var buffer = new byte[count];
        try
        {
            for (var total = 0; total < count;)
            {
                var read = await _socket.ReceiveAsync(buffer.AsMemory(total), limit.Token);
                if (read == 0)
                {
                    return null;
                }

                total += read;
            }

            return buffer;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
