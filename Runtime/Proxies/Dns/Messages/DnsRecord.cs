using System.Net;
using System.Text;

namespace Reeve.Runtime.Proxies.Dns.Messages;

/// <summary>A record in a message.</summary>
internal sealed record DnsRecord
{
    /// <summary>The name, without a dot at its end.</summary>
    public required string Name { get; init; }

    /// <summary>The number of its type.</summary>
    public required ushort Type { get; init; }

    public required DnsClass Class { get; init; }

    /// <summary>Seconds.</summary>
    public uint Ttl { get; init; }

    /// <summary>Its value as it stands in messages.</summary>
    public byte[] Data { get; init; } = [];

    /// <summary>The value of a record as it stands in messages.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is no value of this type.</exception>
    public static byte[] Encode(DnsRecordType type, string value)
    {
        switch (type)
        {
            case DnsRecordType.A or DnsRecordType.Aaaa:
                return IPAddress.TryParse(value, out var address) && address.GetAddressBytes() is { } bytes && bytes.Length == (type is DnsRecordType.A ? 4 : 16)
                    ? bytes
                    : throw new ProviderException(ErrorReason.Invalid, $"\"{value}\" is no value of a record of type {type.ToString().ToUpperInvariant()}.");
            case DnsRecordType.Txt:
                var text = Encoding.UTF8.GetBytes(value);
                return text.Length <= byte.MaxValue
                    ? [(byte)text.Length, .. text]
                    : throw new ProviderException(ErrorReason.Invalid, $"A text of {text.Length} bytes is too long for a record, which holds 255.");
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "No type of records.");
        }
    }
}
