using System.Net;
using System.Net.Sockets;
using System.Text;
using Reeve.Runtime.Proxies;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Proxies;

/// <summary>The real plugin when its agent ends.</summary>
public sealed class ProxyEndTests
{
    [LinuxFact]
    public async Task Dispose_RequestIsOpen_NobodyElseIsTakenAndItIsAnswered()
    {
        await using var origin = new EchoOrigin();
        var served = await ServedProxy.StartAsync();
        var port = FreePorts.Find();
        await served.ApplyAsync(ServedProxy.Document("http", $"127.0.0.1:{port}", origin.Address.ToString()));
        using var held = await HoldAsync(port);
        await Eventually.TrueAsync(async () => await OpenAsync(served.Service) == 1, "the request is open");

        var ending = served.DisposeAsync().AsTask();

        await Eventually.TrueAsync(() => IsRefused(port), "nobody is taken any more");
        Assert.False(ending.IsCompleted);
        Assert.StartsWith("HTTP/1.1 200", await CompleteAsync(held), StringComparison.Ordinal);
        await ending.WaitAsync(Eventually.Deadline);
    }

    [LinuxFact]
    public async Task Dispose_ConnectionWithoutARequestYet_ItsFirstIsAnswered()
    {
        await using var origin = new EchoOrigin();
        var served = await ServedProxy.StartAsync();
        var port = FreePorts.Find();
        await served.ApplyAsync(ServedProxy.Document("http", $"127.0.0.1:{port}", origin.Address.ToString()));
        using var fresh = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await fresh.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await Eventually.TrueAsync(async () => await OpenAsync(served.Service) == 1, "the connection is open");

        var ending = served.DisposeAsync().AsTask();

        await Eventually.TrueAsync(() => IsRefused(port), "nobody is taken any more");
        await fresh.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 200", await RestAsync(fresh), StringComparison.Ordinal);
        await ending.WaitAsync(Eventually.Deadline);
    }

    [LinuxFact]
    public async Task Dispose_TcpConnectionIsOpen_GoesOnUntilItEnds()
    {
        using var origin = new TcpListener(IPAddress.Loopback, 0);
        origin.Start();
        var served = await ServedProxy.StartAsync();
        var port = FreePorts.Find();
        await served.ApplyAsync(ServedProxy.Document("tcp", $"127.0.0.1:{port}", $"tcp://{origin.LocalEndpoint}"));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var server = await origin.AcceptTcpClientAsync();

        var ending = served.DisposeAsync().AsTask();

        await Eventually.TrueAsync(() => IsRefused(port), "nobody is taken any more");
        await client.GetStream().WriteAsync("still here"u8.ToArray());
        var heard = new byte[10];
        await server.GetStream().ReadExactlyAsync(heard);
        Assert.Equal("still here", Encoding.ASCII.GetString(heard));
        Assert.False(ending.IsCompleted);
        client.Close();
        server.Close();
        await ending.WaitAsync(Eventually.Deadline);
    }

    [LinuxFact]
    public async Task Dispose_NoTimeToDrain_CutsWhatIsOpen()
    {
        await using var origin = new EchoOrigin();
        var served = await ServedProxy.StartAsync(options: """{"drainSeconds": 0}""");
        var port = FreePorts.Find();
        await served.ApplyAsync(ServedProxy.Document("http", $"127.0.0.1:{port}", origin.Address.ToString()));
        using var held = await HoldAsync(port);
        await Eventually.TrueAsync(async () => await OpenAsync(served.Service) == 1, "the request is open");

        await served.DisposeAsync().AsTask().WaitAsync(Eventually.Deadline);

        Assert.DoesNotContain("200", await RestAsync(held), StringComparison.Ordinal);
    }

    private static async Task<long> OpenAsync(IProxyService service) =>
        (await service.ObserveAsync(CancellationToken.None)).Connections.Values.Sum();

    private static bool IsRefused(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return false;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionRefused)
        {
            return true;
        }
    }

    // A request whose body is not complete.
    private static async Task<Socket> HoldAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await socket.SendAsync("POST /held HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n"u8.ToArray());
        return socket;
    }

    private static async Task<string> CompleteAsync(Socket socket)
    {
        await socket.SendAsync("x"u8.ToArray());
        return await RestAsync(socket);
    }

    // One read: what there is of an answer, nothing when the connection was cut.
    private static async Task<string> RestAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        var buffer = new byte[1000];
        try
        {
            return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, limit.Token));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset)
        {
            return "";
        }
    }
}
