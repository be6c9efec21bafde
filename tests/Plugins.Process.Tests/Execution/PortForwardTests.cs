using System.Net;
using System.Net.Sockets;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Execution;

public sealed class PortForwardTests
{
    [LinuxFact]
    public async Task ForwardPort_Listener_CopiesBothWaysAndHalfCloses()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("exec sleep 1000");
        await harness.StartAsync(launch);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var echo = EchoAsync(listener);
        var (here, there) = await PairAsync();

        var forward = harness.Driver.ForwardPortAsync(
            harness.IdOf(launch).Pod, ((IPEndPoint)listener.LocalEndpoint).Port, there, CancellationToken.None);
        await here.WriteAsync("hello"u8.ToArray());
        here.Socket.Shutdown(SocketShutdown.Send);
        using var received = new MemoryStream();
        var receive = here.CopyToAsync(received);
        await Task.WhenAll(echo, forward);
        await there.DisposeAsync();
        await receive;

        Assert.Equal("hello"u8.ToArray(), received.ToArray());
    }

    [LinuxFact]
    public async Task ForwardPort_NobodyListens_IsTransient()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("exec sleep 1000");
        await harness.StartAsync(launch);
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var error = await Assert.ThrowsAsync<ProviderException>(
            () => harness.Driver.ForwardPortAsync(harness.IdOf(launch).Pod, port, Stream.Null, CancellationToken.None));

        Assert.Equal(ErrorReason.Transient, error.Reason);
    }

    private static async Task EchoAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().CopyToAsync(client.GetStream());
    }

    private static async Task<(NetworkStream Here, NetworkStream There)> PairAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var here = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await here.ConnectAsync(listener.LocalEndpoint);
        return (new NetworkStream(here, ownsSocket: true), new NetworkStream(await listener.AcceptSocketAsync(), ownsSocket: true));
    }
}
