using System.Buffers.Binary;
using System.Text;

namespace Reeve.Plugins.Proxy.Tls;

/// <summary>
/// What the first message of a TLS client says before anything is agreed (RFC 8446, 4.1.2): the server's name (RFC 6066, 3) and the protocols that it
/// offers (RFC 7301, 3.1). The message may come in several records.
/// </summary>
internal sealed class ClientHello
{
    /// <summary>More is not read before the message is complete.</summary>
    public const int Longest = 16 * 1024;

    private const int ServerNameExtension = 0;
    private const int ProtocolsExtension = 16;

    private ClientHello()
    {
    }

    /// <summary>The name; empty if the client sent none.</summary>
    public string ServerName { get; private set; } = "";

    /// <summary>The protocols, in the client's order.</summary>
    public List<string> Protocols { get; } = [];

    /// <summary>Looks for the message.</summary>
    /// <param name="bytes">What came so far.</param>
    /// <param name="hello">The message.</param>
    /// <returns>Null if more is needed; false if it is no such message.</returns>
    public static bool? TryRead(ReadOnlySpan<byte> bytes, out ClientHello? hello)
    {
        hello = null;
        if (Unwrap(bytes, out var message) is not true)
        {
            return bytes.Length >= Longest || !MayBeTls(bytes) ? false : null;
        }

        try
        {
            var read = new ClientHello();
            read.ReadMessage(message);
            hello = read;
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false; // a length that points beyond the message
        }
    }

    private static bool MayBeTls(ReadOnlySpan<byte> bytes) => (bytes.Length < 1 || bytes[0] == 22) && (bytes.Length < 2 || bytes[1] == 3);

    // Puts the pieces of the handshake message together.
    private static bool? Unwrap(ReadOnlySpan<byte> bytes, out byte[] message)
    {
        message = [];
        List<byte> payload = [];
        while (bytes.Length >= 5 && MayBeTls(bytes))
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
            payload.AddRange(bytes[5..Math.Min(bytes.Length, 5 + length)]);
            if (payload.Count >= 4)
            {
                var wanted = 4 + ((payload[1] << 16) | (payload[2] << 8) | payload[3]);
                if (payload[0] != 1 || wanted > Longest)
                {
                    return false;
                }

                if (payload.Count >= wanted)
                {
                    message = [.. payload.Take(wanted)];
                    return true;
                }
            }

            if (length == 0 || bytes.Length < 5 + length)
            {
                return null;
            }

            bytes = bytes[(5 + length)..];
        }

        return null;
    }

    private void ReadMessage(ReadOnlySpan<byte> message)
    {
        var rest = message[(4 + 2 + 32)..]; // type and length, version, random
        rest = rest[(1 + rest[..1][0])..]; // session id
        rest = rest[(2 + BinaryPrimitives.ReadUInt16BigEndian(rest))..]; // cipher suites
        rest = rest[(1 + rest[..1][0])..]; // compression methods
        if (rest.IsEmpty)
        {
            return; // no extensions
        }

        var extensions = rest.Slice(2, BinaryPrimitives.ReadUInt16BigEndian(rest));
        while (!extensions.IsEmpty)
        {
            var (type, length) = (BinaryPrimitives.ReadUInt16BigEndian(extensions), BinaryPrimitives.ReadUInt16BigEndian(extensions[2..]));
            var body = extensions.Slice(4, length);
            if (type == ServerNameExtension)
            {
                // A list of one name: its length, the type of host names (0), the name's length, the name.
                var name = body.Slice(5, BinaryPrimitives.ReadUInt16BigEndian(body[3..]));
                ServerName = body[2..3][0] == 0 ? Encoding.ASCII.GetString(name) : "";
            }
            else if (type == ProtocolsExtension)
            {
                ReadProtocols(body.Slice(2, BinaryPrimitives.ReadUInt16BigEndian(body)));
            }

            extensions = extensions[(4 + length)..];
        }
    }

    private void ReadProtocols(ReadOnlySpan<byte> list)
    {
        while (!list.IsEmpty)
        {
            Protocols.Add(Encoding.ASCII.GetString(list.Slice(1, list[0])));
            list = list[(1 + list[0])..];
        }
    }
}
