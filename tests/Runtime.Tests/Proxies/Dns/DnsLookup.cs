using System.Net;
using System.Net.Sockets;
using System.Text;
using Reeve.Runtime.Proxies.Dns;
using Reeve.Runtime.Proxies.Dns.Messages;

namespace Reeve.Runtime.Tests.Proxies.Dns;

/// <summary>Asks a DNS server on loopback.</summary>
internal sealed class DnsLookup(int port)
{
    public async Task<IReadOnlyList<string>> AddressesAsync(string name) =>
        [.. (await AskAsync(name, DnsRecordType.A)).Select(data => new IPAddress(data).ToString()).Order(StringComparer.Ordinal)];

    public async Task<IReadOnlyList<string>> TextsAsync(string name) =>
        [.. (await AskAsync(name, DnsRecordType.Txt)).Select(data => Encoding.UTF8.GetString(data.AsSpan(1))).Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<byte[]>> AskAsync(string name, DnsRecordType type)
    {
        var writer = new DnsWriter();
        foreach (var word in (ushort[])[1, 0, 1, 0, 0, 0])
        {
            writer.Write(word);
        }

        writer.WriteName(name);
        writer.Write((ushort)type);
        writer.Write((ushort)DnsClass.Internet);
        using var client = new UdpClient();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await client.SendAsync(writer.ToArray(), new IPEndPoint(IPAddress.Loopback, port), deadline.Token);
        var reader = new DnsReader((await client.ReceiveAsync(deadline.Token)).Buffer) { Position = 6 };
        var answers = reader.ReadUInt16();
        reader.Position = 12;
        reader.ReadName();
        reader.ReadUInt32();
        return [.. Enumerable.Range(0, answers).Select(_ => reader.ReadRecord()).Where(record => record.Type == (ushort)type).Select(record => record.Data)];
    }
}
