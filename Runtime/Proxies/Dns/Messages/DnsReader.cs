using System.Buffers.Binary;
using System.Text;

namespace Reeve.Runtime.Proxies.Dns.Messages;

/// <summary>Reads messages. Whatever they hold, it ends, and reads nothing beyond them.</summary>
/// <param name="message">The message.</param>
internal sealed class DnsReader(byte[] message)
{
    // A name has at most 128 labels; more pointers than that go round.
    private const int MostJumps = 128;

    /// <summary>Where it reads next.</summary>
    public int Position { get; set; }

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public byte[] ReadBytes(int count) => Take(count).ToArray();

    /// <summary>Reads a name, without a dot at its end; follows pointers (RFC 1035, 4.1.4).</summary>
    public string ReadName()
    {
        var labels = new List<string>();
        var (at, after, jumps) = (Position, -1, 0);
        while (true)
        {
            Position = at;
            var length = Take(1)[0];
            if (length == 0)
            {
                Position = after >= 0 ? after : at + 1;
                return string.Join('.', labels);
            }

            if ((length & 0xC0) == 0xC0)
            {
                var low = Take(1)[0];
                after = after >= 0 ? after : at + 2;
                at = ((length & 0x3F) << 8) | low;
                if (++jumps > MostJumps)
                {
                    throw Broken();
                }
            }
            else
            {
                labels.Add(Encoding.ASCII.GetString(Take(length)));
                at += 1 + length;
                if (labels.Count > MostJumps)
                {
                    throw Broken();
                }
            }
        }
    }

    public DnsRecord ReadRecord()
    {
        var name = ReadName();
        var type = ReadUInt16();
        var kind = (DnsClass)ReadUInt16();
        var ttl = ReadUInt32();
        return new DnsRecord { Name = name, Type = type, Class = kind, Ttl = ttl, Data = ReadBytes(ReadUInt16()) };
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > message.Length - Position)
        {
            throw Broken();
        }

        var taken = message.AsSpan(Position, count);
        Position += count;
        return taken;
    }

    private static ProviderException Broken() => new(ErrorReason.Transient, "The DNS server's answer is no message of the DNS.");
}
