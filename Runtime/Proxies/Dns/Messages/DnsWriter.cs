using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Reeve.Runtime.Proxies.Dns.Messages;

/// <summary>Writes messages (RFC 1035, 4.1), without compression.</summary>
internal sealed class DnsWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    /// <summary>What was written.</summary>
    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public void Write(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    public void Write(byte value) => _buffer.Write([value]);

    public void Write(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        _buffer.Write(bytes);
    }

    public void Write(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        _buffer.Write(bytes);
    }

    /// <summary>Writes seconds since 1970 in 48 bits (RFC 8945, 4.2).</summary>
    public void WriteTime(DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeSeconds();
        Write((ushort)(seconds >> 32));
        Write((uint)seconds);
    }

    /// <summary>Writes a name in lower case, in which signatures want it.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a label is empty or too long, or the name is.</exception>
    public void WriteName(string name)
    {
        if (name.Length > 0)
        {
            foreach (var label in name.ToLowerInvariant().Split('.'))
            {
                var bytes = Encoding.ASCII.GetBytes(label);
                if (bytes.Length is 0 or > 63 || name.Length > 253)
                {
                    throw new ProviderException(ErrorReason.Invalid, $"\"{name}\" is no name of the DNS.");
                }

                Write((byte)bytes.Length);
                Write(bytes);
            }
        }

        Write((byte)0);
    }

    public void Write(DnsRecord record)
    {
        WriteName(record.Name);
        Write(record.Type);
        Write((ushort)record.Class);
        Write(record.Ttl);
        Write((ushort)record.Data.Length);
        Write(record.Data);
    }
}
