using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Hostile;

/// <summary>Datagrams from addresses that somebody made up.</summary>
[Collection(Alone.Name)]
public sealed class SpoofStormTests
{
    private const int Datagrams = 20_000;
    private const int Most = 100;

    [RequiresFact(Component.Root)]
    public async Task Storm_OfMadeUpAddresses_BoundedNothingIsSentToThemAndARealClientIsServed()
    {
        using var origin = new UdpOrigin();
        await using var yard = new ProxyYard($$"""{"maxConnections": {{Most}}}""");
        await yard.StartAsync(new ProxySnapshot
        {
            Revision = 1,
            Listeners = [yard.Listener("udp", ProxyProtocol.Udp)],
            Routes = [ProxyYard.Route("udp", "udp")],
            Upstreams = [ProxyYard.Group("origin", origin.Address)],
        });
        using var client = new UdpOrigin();
        await client.SendAsync("real", yard.EndPoint("udp"));
        var (_, session) = await origin.ReceiveAsync();
        await origin.SendAsync("welcome", session);
        Assert.Equal("welcome", (await client.ReceiveAsync()).Text);
        var before = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        using var victim = new UdpOrigin(address: IPAddress.Parse("127.77.0.1")); // among those whose address is used

        Send(yard.EndPoint("udp").Port, ((IPEndPoint)victim.EndPoint).Port);

        var (made, again) = (0, false);
        await Eventually.TrueAsync(
            async () =>
            {
                await client.SendAsync("again", yard.EndPoint("udp")); // once more while the kernel has no room for it
                while (origin.Available > 0)
                {
                    var (text, from) = await origin.ReceiveAsync();
                    made += text == "storm" ? 1 : 0;
                    again |= text == "again";
                    Assert.True(text == "storm" || from.Equals(session), "the real client has the session that it had");
                }

                return again;
            },
            "the real client is served");

        Assert.InRange(made, 0, Datagrams);
        Assert.InRange((await yard.Provider.ObserveAsync(CancellationToken.None)).Connections["udp"], 1, Most);
        Assert.InRange(Directory.GetFileSystemEntries("/proc/self/fd").Length, 0, before + Most + 100);
        Assert.Equal(0, victim.Available);
    }

    // Each from another address of 127.77/16, by a socket for which one writes the IP header oneself (raw(7)).
    private static void Send(int to, int from)
    {
        using var raw = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Udp);
        raw.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.HeaderIncluded, true);
        var packet = new byte[20 + 8 + 5];
        (packet[0], packet[8], packet[9]) = (0x45, 64, 17); // version and length, hops, UDP
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        IPAddress.Loopback.TryWriteBytes(packet.AsSpan(16), out _);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(20), (ushort)from);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(22), (ushort)to);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(24), 13);
        Encoding.ASCII.GetBytes("storm").CopyTo(packet, 28);
        for (var i = 1; i <= Datagrams; i++)
        {
            new byte[] { 127, 77, (byte)(i >> 8), (byte)i }.CopyTo(packet, 12);
            raw.SendTo(packet, new IPEndPoint(IPAddress.Loopback, 0));
        }
    }
}
