using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Reeve.Host.Tests.Support;
using Reeve.Testing;
using Reeve.Testing.Pebble;

namespace Reeve.Host.Tests.EndToEnd;

/// <summary>The real agent with a proxy, a certificate authority and a server behind it: served, changed, restarted, rolled back.</summary>
public sealed class ProxyAgentTests : IAsyncLifetime
{
    private const string Host = "shop.example.org";
    private readonly TempDirectory _directory = new();
    private readonly int _http = FreePorts.Find();
    private readonly int _https = FreePorts.Find();
    private PebbleServer? _pebble;
    private WebApplication _origin = null!;
    private ReeveProcess? _agent;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _origin = builder.Build();
        _origin.Run(context => context.Response.WriteAsync($"origin {context.Request.Path}"));
        await _origin.StartAsync();
        if (Components.Missing(Component.Pebble) is null)
        {
            _pebble = await PebbleServer.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_agent is not null)
        {
            await _agent.DisposeAsync();
        }

        if (_pebble is not null)
        {
            await _pebble.DisposeAsync();
        }

        await _origin.DisposeAsync();
        _directory.Dispose();
    }

    [RequiresFact(Component.Pebble)]
    public async Task Proxy_AppliedOrderedRestartedRolledBack_ServesWhatWasSaidLast()
    {
        // 1. The agent has a proxy, whose initial document answers authorities.
        WriteConfiguration();
        await StartAsync();
        Assert.Contains("\"phase\": \"Serving\"", await OkAsync("show", "edge", "-o", "json"), StringComparison.Ordinal);

        // 2. Routes by one line each: in clear text, and with a certificate of the authority.
        var to = _origin.Urls.First();
        await OkAsync("add", "edge", "--listen", $"127.0.0.1:{_http}", "--path", "/shop", "--strip", "--to", to);
        await OkAsync("add", "edge", "--listen", $"127.0.0.1:{_https}", "--tls", "--host", Host, "--to", to);
        Assert.Equal("origin /a", await GetAsync("http", _http, "/shop/a"));
        await Eventually.TrueAsync(
            async () => JsonNode.Parse(await OkAsync("certificates", "-o", "json"))!["items"]![0]!["notAfter"] is not null, "the certificate is there");
        using var root = await _pebble!.GetRootAsync();
        Assert.Equal("origin /b", await GetAsync("https", _https, "/b", root));

        // 3. A document as a whole: a dry run changes nothing, a mistake neither.
        var shown = await OkAsync("show", "edge", "-o", "yaml");
        var changed = _directory.Write("changed.yaml", shown.Replace("stripPrefix: true", "stripPrefix: true\n    responseHeaders: {X-Changed: \"yes\"}", StringComparison.Ordinal));
        Assert.Contains("~ routes/shop.responseHeaders", await OkAsync("apply", "-f", changed, "--dry-run"), StringComparison.Ordinal);
        Assert.Equal("proxy edge serves revision 4\n", await OkAsync("apply", "-f", changed));
        Assert.Equal(2, (await CallAsync("apply", "-f", _directory.Write("wrong.yaml", "listeners: [{name: A}]"))).ExitCode);

        // 4. Killed and started again: the same, before anything else, with the same certificate and without another order.
        _agent!.Kill();
        await _agent.WaitAsync();
        await StartAsync();
        Assert.Equal("origin /a", await GetAsync("http", _http, "/shop/a"));
        Assert.Equal("origin /b", await GetAsync("https", _https, "/b", root));
        Assert.Contains("\"X-Changed\": \"yes\"", await OkAsync("show", "-o", "json"), StringComparison.Ordinal);

        // 5. Back to the time before the HTTPS route.
        Assert.Equal("proxy edge serves revision 5\n", await OkAsync("rollback", "edge", "2"));
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("https", _https, "/b", root));
        Assert.Equal("origin /a", await GetAsync("http", _http, "/shop/a"));
        Assert.Contains("back to 2", await OkAsync("revisions"), StringComparison.Ordinal);
    }

    private void WriteConfiguration() => _directory.Write("reeve.yaml", string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        proxies:
          - name: edge
            initial:
              listeners: [{name: http, protocol: http, address: "127.0.0.1:{{_pebble!.HttpPort}}"}]
            certificates: [{name: shop, names: [{{Host}}], authority: pebble}]
        certificates:
          httpPort: {{_pebble.HttpPort}}
          authorities:
            pebble: {directory: "{{_pebble.Directory}}", agreeToTerms: true, authoritiesFile: "{{_pebble.AuthoritiesFile}}"}
        clusterApi: {rest: "127.0.0.1:0", metrics: "off"}
        """));

    private async Task StartAsync()
    {
        _agent = ReeveProcess.Start(["serve", "--config", _directory["reeve.yaml"], "--state-dir", _directory["s"]]);
        await Eventually.TrueAsync(
            async () => _agent.HasExited ? throw new InvalidOperationException(_agent.Error) : (await CallAsync("list")).ExitCode == 0, "the agent answers");
    }

    private async Task<string> GetAsync(string scheme, int port, string path, X509Certificate2? root = null)
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };
        if (root is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.Add(root);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        using var client = new HttpClient(handler);
        return await client.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{Host}:{port}{path}")));
    }

    private Task<(int ExitCode, string Output, string Error)> CallAsync(params string[] arguments) =>
        ReeveProcess.RunAsync(["proxy", .. arguments, "--state-dir", _directory["s"]]);

    private async Task<string> OkAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await CallAsync(arguments);
        Assert.True(exitCode == 0, $"{string.Join(' ', arguments)}: {output}{error}");
        return output;
    }
}
