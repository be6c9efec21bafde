using Reeve.Plugins.Nginx.Observation;
using Reeve.Plugins.Nginx.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Nginx.Tests.Observation;

public sealed class ConnectionTableTests
{
    [Theory]
    [InlineData("   0: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 1", "127.0.0.1:8080")]
    [InlineData("   1: 00000000000000000000000001000000:0050 00000000000000000000000001000000:C350 01 00000000:00000000", "[::1]:80")]
    [InlineData("   2: 0100007F:1F90 00000000:0000 0A 00000000:00000000", null)]
    [InlineData("  sl  local_address rem_address   st tx_queue", null)]
    public void Parse_Line_GivesTheLocalEndOfEstablishedConnections(string line, string? expected) =>
        Assert.Equal(expected, ConnectionTable.Parse(line)?.ToString());

    [RequiresFact(Component.Nginx)]
    public async Task Observe_OpenConnection_CountsForItsListener()
    {
        using var origin = new TcpOrigin();
        await using var yard = new NginxYard();
        var snapshot = yard.Simple(origin.Address, protocol: ProxyProtocol.Tcp);
        await yard.StartAsync(snapshot with { Listeners = [.. snapshot.Listeners, yard.Listener("idle", ProxyProtocol.Tcp)] });
        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        await origin.AcceptAsync();

        var observation = await yard.Provider.ObserveAsync(CancellationToken.None);

        Assert.Equal((1, 0), (observation.Connections["web"], observation.Connections["idle"]));
        Assert.Equal(1, observation.Revision);
    }

    [RequiresFact(Component.Nginx)]
    public async Task Observe_ServerWithoutAddress_IsUnhealthy()
    {
        await using var yard = new NginxYard();
        await yard.StartAsync(yard.Simple(new Uri("http://nobody.invalid:80")));

        Assert.Equal("origin/nobody.invalid", Assert.Single((await yard.Provider.ObserveAsync(CancellationToken.None)).Unhealthy).Key);
        using var client = Clients.Http();
        Assert.Equal(System.Net.HttpStatusCode.BadGateway, (await client.GetAsync(yard.Url("web"))).StatusCode);
    }
}
