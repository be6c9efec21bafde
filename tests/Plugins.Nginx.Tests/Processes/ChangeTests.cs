using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Reeve.Plugins.Nginx.Processes;
using Reeve.Plugins.Nginx.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Nginx.Tests.Processes;

public sealed class ChangeTests : IAsyncLifetime
{
    private readonly Origin _origin = new();
    private readonly HttpClient _client = Clients.Http();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _origin.DisposeAsync();
    }

    [RequiresFact(Component.Nginx)]
    public async Task Apply_PortOfAnotherProgram_IsAConflictAndTheFormerIsServedOn()
    {
        await using var yard = new NginxYard();
        await yard.StartAsync(yard.Simple(_origin.Address));
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(yard.EndPoint("second"));
        other.Listen();
        var former = await File.ReadAllTextAsync(yard.Files.Configuration);

        var both = yard.Simple(_origin.Address);
        var error = await Assert.ThrowsAsync<ProviderException>(() => yard.ApplyAsync(both with { Listeners = [.. both.Listeners, yard.Listener("second")] }));

        Assert.Equal((ErrorReason.Conflict, "listeners[1].address"), (error.Reason, error.Field));
        Assert.Equal(former, await File.ReadAllTextAsync(yard.Files.Configuration));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(yard.Url("web"))).StatusCode);
    }

    [RequiresFact(Component.Nginx)]
    public async Task Apply_NginxRefusesTheTemplate_TheFormerIsServedOn()
    {
        using var directory = new TempDirectory();
        await using var yard = new NginxYard($"\"template\":\"{directory["site.hbs"]}\"");
        using (var reader = new StreamReader(typeof(NginxProvider).Assembly.GetManifestResourceStream("nginx.conf.hbs")!))
        {
            await File.WriteAllTextAsync(directory["site.hbs"], (await reader.ReadToEndAsync()).Replace("server_tokens off;", "server_tokens off; add_header X-Site yes always;", StringComparison.Ordinal));
        }

        await yard.StartAsync(yard.Simple(_origin.Address, route => route with { Upstream = null, Response = new ProxyResponse { Status = 204 } }));
        Assert.Equal("yes", Assert.Single((await _client.GetAsync(yard.Url("web"))).Headers.GetValues("X-Site")));

        await File.WriteAllTextAsync(directory["site.hbs"], "no_such_directive;\n");
        var refused = await Assert.ThrowsAsync<ProviderException>(() => yard.ApplyAsync(yard.Simple(_origin.Address)));
        Assert.Equal(ErrorReason.Invalid, refused.Reason);
        Assert.Contains("no_such_directive", refused.Message, StringComparison.Ordinal);

        await File.WriteAllTextAsync(directory["site.hbs"], "{{nobody}}");
        Assert.Equal("options.template", (await Assert.ThrowsAsync<ProviderException>(() => yard.ApplyAsync(yard.Simple(_origin.Address)))).Field);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.GetAsync(yard.Url("web"))).StatusCode);
        Assert.False(File.Exists(yard.Files.Candidate));
    }

    [RequiresFact(Component.Nginx)]
    public async Task Apply_ManyChanges_NoRequestFailsAndOpenConnectionsLiveOn()
    {
        await using var yard = new NginxYard();
        var snapshot = yard.Simple(_origin.Address);
        await yard.StartAsync(snapshot);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(yard.Url("web", "/ws")) { Scheme = "ws" }.Uri, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            while (!stop.IsCancellationRequested)
            {
                // nginx closes idle connections at each change.
                using var request = new HttpRequestMessage(HttpMethod.Get, yard.Url("web")) { Headers = { ConnectionClose = true } };
                using var answer = await _client.SendAsync(request);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                count++;
            }

            return count;
        })).ToArray();

        for (var i = 0; i < 10; i++)
        {
            var changed = NginxYard.Route("other") with { PathPrefix = $"/other{i}" };
            await yard.ApplyAsync(snapshot with { Routes = [.. snapshot.Routes, changed] });
            Assert.Equal("still", await socket.EchoAsync("still"));
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(load), count => Assert.True(count > 0));
    }

    [RequiresFact(Component.Nginx)]
    public async Task Apply_Certificates_OnlyTheOwnerMayReadKeys()
    {
        await using var yard = new NginxYard();
        var first = TestCertificates.Make("first");
        var snapshot = yard.Simple(_origin.Address, protocol: ProxyProtocol.Https) with { Certificates = [first] };
        await yard.StartAsync(snapshot with { Listeners = [.. snapshot.Listeners, yard.Listener("db", ProxyProtocol.Tls)] });

        var files = Directory.GetFiles(Path.Combine(yard.Files.Root, "certificates")).Append(yard.Files.Configuration).ToArray();
        Assert.Equal(3, files.Length);
        Assert.All(files, path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path)));

        await yard.ApplyAsync(snapshot with { Certificates = [TestCertificates.Make("second")] });
        Assert.Equal(2, Directory.GetFiles(Path.Combine(yard.Files.Root, "certificates")).Length);
        Assert.DoesNotContain(files[0], Directory.GetFiles(Path.Combine(yard.Files.Root, "certificates")));
    }

    [RequiresFact(Component.Nginx)]
    public async Task Swap_TwoInstancesOnTheSameFiles_TrafficIsServedThroughout()
    {
        await using var yard = new NginxYard();
        await yard.StartAsync(yard.Simple(_origin.Address));
        var (pid, old) = (yard.Pid, yard.Provider);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(yard.Url("web", "/ws")) { Scheme = "ws" }.Uri, CancellationToken.None);

        await yard.OpenBesideAsync();
        await yard.ApplyAsync(yard.Simple(_origin.Address));
        await old.DisposeAsync();

        Assert.Equal(pid, yard.Pid);
        Assert.Equal("still", await socket.EchoAsync("still"));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(yard.Url("web"))).StatusCode);
    }
}
