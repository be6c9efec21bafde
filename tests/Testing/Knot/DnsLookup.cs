using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reeve.Testing.Knot;

/// <summary>Asks a DNS server on loopback.</summary>
/// <param name="port">Its port.</param>
public sealed class DnsLookup(int port)
{
    private const ushort Address = 1;
    private const ushort Text = 16;
    private const ushort Address6 = 28;

    /// <summary>The IPv4 addresses of a name, in order.</summary>
    public async Task<IReadOnlyList<string>> AddressesAsync(string name) =>
        [.. (await AskAsync(name, Address)).Select(static data => new IPAddress(data).ToString()).Order(StringComparer.Ordinal)];

    /// <summary>The IPv6 addresses of a name, in order.</summary>
    public async Task<IReadOnlyList<string>> Addresses6Async(string name) =>
        [.. (await AskAsync(name, Address6)).Select(static data => new IPAddress(data).ToString()).Order(StringComparer.Ordinal)];

    /// <summary>The texts of a name, each of one string, in order.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string name) =>
        [.. (await AskAsync(name, Text)).Select(static data => Encoding.UTF8.GetString(data.AsSpan(1))).Order(StringComparer.Ordinal)];

    private async Task<List<byte[]>> AskAsync(string name, ushort type)
    {
        byte[] question = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name.Split('.').SelectMany(static label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0, 0, (byte)type, 0, 1];
        using var client = new UdpClient();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await client.SendAsync(question, new IPEndPoint(IPAddress.Loopback, port), deadline.Token);
        return Read((await client.ReceiveAsync(deadline.Token)).Buffer, question.Length, type);
    }

    // RFC 1035, 4.1: the question is repeated, and then come the answers.
    private static List<byte[]> Read(byte[] answer, int position, ushort type)
    {
        var found = new List<byte[]>();
        for (var left = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(6)); left > 0; left--)
        {
            while (answer[position] is not 0 and < 0xC0)
            {
                position += 1 + answer[position];
            }

            position += answer[position] == 0 ? 1 : 2; // a name ends by itself, or where another one is that it ends like
            var kind = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(position));
            var length = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(position + 8));
            position += 10;
            if (kind == type)
            {
                found.Add(answer[position..(position + length)]);
            }

            position += length;
        }

        return found;
    }
}
