using System.Net;
using Reeve.Runtime.Proxies.Sockets;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.Runtime.Tests.Proxies.Sockets;

/// <summary>Listeners for all addresses, by the real plugin.</summary>
public sealed class WildcardTests
{
    private static readonly IPAddress Own = MachineAddress.Find() ?? throw new InvalidOperationException("The machine has no address but loopback; eng/test.sh gives it one.");

    [LinuxFact]
    public async Task Http_ServerOnTheSamePortOfLoopback_ServedByAllOtherAddresses()
    {
        var port = FreePorts.Find();
        await using var origin = new EchoOrigin(port);
        await using var proxy = await ServedProxy.StartAsync();

        await proxy.ApplyAsync(ServedProxy.Document("http", $":{port}", $"http://127.0.0.1:{port}"));

        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"http://{Own}:{port}/"));
        Assert.Equal("pong", await answer.Content.ReadAsStringAsync());
        Assert.Equal("pong", await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/")));
    }

    [LinuxFact]
    public async Task Udp_ServerOnTheSamePortOfLoopback_ServedAndAnswersComeFromTheAddressThatWasAsked()
    {
        var port = FreePorts.Find();
        await using var origin = new UdpEcho(new IPEndPoint(IPAddress.Loopback, port));
        await using var proxy = await ServedProxy.StartAsync();

        await proxy.ApplyAsync(ServedProxy.Document("udp", $":{port}", $"udp://127.0.0.1:{port}"));

        Assert.Equal(new IPEndPoint(Own, port), await UdpEcho.AskAsync(new IPEndPoint(Own, port), "one"));
        Assert.Equal(1, origin.Received);
    }

    [LinuxFact]
    public async Task Udp_SeveralAddresses_EachAnswersForItself()
    {
        IPAddress[] addresses = [IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")];
        var machine = new FakeAddresses(addresses[0]);
        var port = FreePorts.Find();
        var place = new IPEndPoint(IPAddress.Loopback, FreePorts.Find());
        await using var origin = new UdpEcho(place);
        await using var proxy = await ServedProxy.StartAsync(machine);
        await proxy.ApplyAsync(ServedProxy.Document("udp", $":{port}", $"udp://{place}"));
        Assert.Equal(new IPEndPoint(addresses[0], port), await UdpEcho.AskAsync(new IPEndPoint(addresses[0], port), "one"));

        machine.Become(addresses);
        await Eventually.TrueAsync(() => !UdpEcho.IsFree(new IPEndPoint(addresses[1], port)), "both are served");

        foreach (var address in addresses)
        {
            Assert.Equal(new IPEndPoint(address, port), await UdpEcho.AskAsync(new IPEndPoint(address, port), "two"));
        }
    }

    [LinuxFact]
    public async Task Change_FromOneAddressToAllAndBack_PortIsNeverClosed()
    {
        var port = FreePorts.Find();
        await using var origin = new EchoOrigin();
        await using var proxy = await ServedProxy.StartAsync();
        string[] addresses = [$"127.0.0.1:{port}", $":{port}"];
        await proxy.ApplyAsync(ServedProxy.Document("http", addresses[0], origin.Address.ToString()));
        using var stop = new CancellationTokenSource();
        var asking = Task.Run(() => AskAsync(port, stop.Token));

        for (var i = 1; i <= 20; i++)
        {
            await proxy.ApplyAsync(ServedProxy.Document("http", addresses[i % 2], origin.Address.ToString()));
        }

        await stop.CancelAsync();
        Assert.True(await asking > 0);
    }

    private static async Task<int> AskAsync(int port, CancellationToken stop)
    {
        var asked = 0;
        while (!stop.IsCancellationRequested)
        {
            using var client = new HttpClient();
            Assert.Equal("pong", await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"), CancellationToken.None));
            asked++;
        }

        return asked;
    }
}
