using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reeve.Plugins.Proxy.ProxyHeaders;

/// <summary>The PROXY protocol, versions 1 and 2 (https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt).</summary>
internal static class ProxyHeaderCodec
{
    /// <summary>The longest header that is read: version 2 with 2 KiB of extensions; version 1 has at most 107 bytes.</summary>
    public const int Longest = 16 + 2048;

    private const int LongestText = 107;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>Reads a header from the beginning of what came.</summary>
    /// <param name="bytes">What came.</param>
    /// <param name="header">The header.</param>
    /// <param name="length">Its length.</param>
    /// <returns>Null if more is needed; false if it is none.</returns>
    public static bool? TryRead(ReadOnlySpan<byte> bytes, out ProxyHeader header, out int length)
    {
        (header, length) = (ProxyHeader.Local, 0);
        var common = Math.Min(bytes.Length, Signature.Length);
        if (bytes[..common].SequenceEqual(Signature[..common]))
        {
            return bytes.Length < 16 ? null : ReadBinary(bytes, ref header, ref length);
        }

        common = Math.Min(bytes.Length, 6);
        return bytes[..common].SequenceEqual("PROXY "u8[..common]) ? ReadText(bytes, ref header, ref length) : false;
    }

    /// <summary>Writes a header.</summary>
    public static byte[] Write(int version, IPEndPoint source, IPEndPoint destination)
    {
        var (from, to) = OneFamily(source, destination);
        var isFour = from.AddressFamily is AddressFamily.InterNetwork;
        if (version == 1)
        {
            return Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"PROXY {(isFour ? "TCP4" : "TCP6")} {from.Address} {to.Address} {from.Port} {to.Port}\r\n"));
        }

        var size = isFour ? 4 : 16;
        var bytes = new byte[16 + (2 * size) + 4];
        Signature.CopyTo(bytes);
        bytes[12] = 0x21; // version 2, PROXY
        bytes[13] = (byte)(isFour ? 0x11 : 0x21); // TCP over IPv4 or IPv6
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(14), (ushort)((2 * size) + 4));
        from.Address.TryWriteBytes(bytes.AsSpan(16), out _);
        to.Address.TryWriteBytes(bytes.AsSpan(16 + size), out _);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(16 + (2 * size)), (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(18 + (2 * size)), (ushort)to.Port);
        return bytes;
    }

    private static (IPEndPoint From, IPEndPoint To) OneFamily(IPEndPoint source, IPEndPoint destination)
    {
        var (from, to) = (Plain(source), Plain(destination));
        return from.AddressFamily == to.AddressFamily
            ? (from, to)
            : (new IPEndPoint(from.Address.MapToIPv6(), from.Port), new IPEndPoint(to.Address.MapToIPv6(), to.Port));
    }

    private static IPEndPoint Plain(IPEndPoint endPoint) =>
        endPoint.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(endPoint.Address.MapToIPv4(), endPoint.Port) : new IPEndPoint(
            // A scope means nothing to another machine.
            endPoint.AddressFamily is AddressFamily.InterNetworkV6 ? new IPAddress(endPoint.Address.GetAddressBytes()) : endPoint.Address, endPoint.Port);

    private static bool? ReadBinary(ReadOnlySpan<byte> bytes, ref ProxyHeader header, ref int length)
    {
        var rest = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        var (version, command) = (bytes[12] >> 4, bytes[12] & 0xF);
        if (version != 2 || command > 1 || rest > Longest - 16)
        {
            return false;
        }

        if (bytes.Length < 16 + rest)
        {
            return null;
        }

        length = 16 + rest;
        var size = (bytes[13] >> 4) switch { 1 => 4, 2 => 16, _ => 0 };
        if (command == 0 || size == 0)
        {
            return true; // LOCAL, or addresses of no network
        }

        if (rest < (2 * size) + 4)
        {
            return false;
        }

        var addresses = bytes[16..];
        header = new ProxyHeader(
            new IPEndPoint(new IPAddress(addresses[..size]), BinaryPrimitives.ReadUInt16BigEndian(addresses[(2 * size)..])),
            new IPEndPoint(new IPAddress(addresses[size..(2 * size)]), BinaryPrimitives.ReadUInt16BigEndian(addresses[((2 * size) + 2)..])));
        return true;
    }

    private static bool? ReadText(ReadOnlySpan<byte> bytes, ref ProxyHeader header, ref int length)
    {
        var end = bytes[..Math.Min(bytes.Length, LongestText)].IndexOf("\r\n"u8);
        if (end < 0)
        {
            return bytes.Length < LongestText ? null : false;
        }

        length = end + 2;
        var parts = Encoding.ASCII.GetString(bytes[..end]).Split(' ');
        if (parts is ["PROXY", "UNKNOWN", ..])
        {
            return true;
        }

        if (parts is not ["PROXY", "TCP4" or "TCP6", var from, var to, var fromPort, var toPort]
            || EndPoint(parts[1], from, fromPort) is not { } source || EndPoint(parts[1], to, toPort) is not { } destination)
        {
            return false;
        }

        header = new ProxyHeader(source, destination);
        return true;
    }

    private static IPEndPoint? EndPoint(string family, string address, string port)
    {
        var wanted = family == "TCP4" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        return IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == wanted && (wanted is AddressFamily.InterNetworkV6 || address.AsSpan().Count('.') == 3)
            && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new IPEndPoint(parsed, number)
            : null;
    }
}
