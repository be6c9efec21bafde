using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Tests.Plugins;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Proxies;

/// <summary>The real plugin replaced while it serves.</summary>
public sealed class ProxySwapTests
{
    [LinuxFact]
    public async Task Replace_WhileServing_PortStaysOpenOpenRequestEndsAndNoRequestFails()
    {
        await using var origin = new EchoOrigin();
        await using var yard = new PluginYard();
        FixtureDirectory.Copy("proxy", yard.Place("proxy"));
        await yard.Manager.StartAsync(CancellationToken.None);
        var provider = await yard.Manager.OpenProxyProviderAsync("proxy", yard.Instance("edge"), CancellationToken.None);
        await using var service = new ProxyService("edge", provider, yard.State("history"), TimeProvider.System, NullLogger.Instance);
        await service.StartAsync(CancellationToken.None);
        var port = FreePorts.Find();
        var spec = ProxyDocuments.Simple(port);
        await service.ApplyAsync(spec with { Upstreams = [spec.Upstreams[0] with { Members = [new() { Address = origin.Address.ToString() }] }] }, "tester", null, CancellationToken.None);
        using var held = await HoldAsync(port);

        var loading = new Asking(port);
        await NextVersionAsync(yard);
        var replacing = yard.Manager.RescanAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => replacing.IsCompleted || loading.Asked > 50, "requests go on");
        await ReleaseAsync(held);
        await replacing;
        var asked = await loading.StopAsync();

        Assert.True(asked > 0);
        Assert.Equal("0.1.1", yard.Info("proxy").Version);
        Assert.Equal(1, (await service.ObserveAsync(CancellationToken.None)).Revision);
        using var client = new HttpClient();
        Assert.Equal("pong", await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/")));
    }

    private static async Task NextVersionAsync(PluginYard yard)
    {
        var manifest = Path.Combine(yard.Place("proxy"), "plugin.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace("\"version\": \"0.1.0\"", "\"version\": \"0.1.1\"", StringComparison.Ordinal));
    }

    // A request whose body is not complete: it is open until it is released.
    private static async Task<Socket> HoldAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await socket.SendAsync("POST /held HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n"u8.ToArray());
        return socket;
    }

    private static async Task ReleaseAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        await socket.SendAsync("x"u8.ToArray(), limit.Token);
        var buffer = new byte[1000];
        var read = await socket.ReceiveAsync(buffer, limit.Token);
        Assert.StartsWith("HTTP/1.1 200", Encoding.ASCII.GetString(buffer, 0, read), StringComparison.Ordinal);
    }

    /// <summary>Asks on new connections, one after another; a request that fails fails the test.</summary>
    private sealed class Asking
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _task;
        private int _asked;

        public Asking(int port) => _task = Task.Run(async () =>
        {
            while (!_stop.IsCancellationRequested)
            {
                using var client = new HttpClient();
                Assert.Equal("pong", await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/")));
                Interlocked.Increment(ref _asked);
            }
        });

        public int Asked => Volatile.Read(ref _asked);

        public async Task<int> StopAsync()
        {
            await _stop.CancelAsync();
            await _task;
            return Asked;
        }
    }
}
