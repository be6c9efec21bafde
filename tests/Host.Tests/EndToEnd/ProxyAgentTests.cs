using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reeve.Host.Tests.Support;
using Reeve.Testing;
using Reeve.Testing.Http;
using Reeve.Testing.Pebble;

namespace Reeve.Host.Tests.EndToEnd;

/// <summary>The real agent with a proxy, a certificate authority and a server behind it: served, changed, swapped, restarted, rolled back.</summary>
public sealed class ProxyAgentTests : IAsyncLifetime
{
    private const string Host = "shop.example.org";
    private readonly ProxyAgent _agent = new();
    private readonly int _http = FreePorts.Find();
    private readonly int _https = FreePorts.Find();
    private PebbleServer? _pebble;
    private readonly LoopbackServer _origin = new(static context => context.Response.WriteAsync($"origin {context.Request.Path}"));

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Pebble) is null)
        {
            _pebble = await PebbleServer.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await _agent.DisposeAsync();
        if (_pebble is not null)
        {
            await _pebble.DisposeAsync();
        }

        await _origin.DisposeAsync();
    }

    [RequiresFact(Component.Pebble)]
    public async Task Proxy_AppliedOrderedRestartedRolledBack_ServesWhatWasSaidLast()
    {
        // 1. The agent has a proxy, whose initial document answers authorities.
        CopyPlugin();
        await _agent.StartAsync(Configuration());
        Assert.Contains("\"phase\": \"Serving\"", await _agent.OkAsync("show", "edge", "-o", "json"), StringComparison.Ordinal);

        // 2. Routes by one line each: in clear text, and with a certificate of the authority.
        var to = _origin.Address.ToString().TrimEnd('/');
        await _agent.OkAsync("add", "edge", "--listen", $"127.0.0.1:{_http}", "--path", "/shop", "--strip", "--to", to);
        await _agent.OkAsync("add", "edge", "--listen", $"127.0.0.1:{_https}", "--tls", "--host", Host, "--to", to);
        Assert.Equal("origin /a", await GetAsync("/shop/a"));
        await Eventually.TrueAsync(
            async () => JsonNode.Parse(await _agent.OkAsync("certificates", "-o", "json"))!["items"]![0]!["notAfter"] is not null, "the certificate is there");
        using var root = await _pebble!.GetRootAsync();
        Assert.Equal("origin /b", await ProxyAgent.GetAsync($"https://{Host}/b", _https, root));

        // 3. A document as a whole: a dry run changes nothing, a mistake neither.
        var shown = await _agent.OkAsync("show", "edge", "-o", "yaml");
        var changed = _agent.Directory.Write("changed.yaml", shown.Replace("stripPrefix: true", "stripPrefix: true\n    responseHeaders: {X-Changed: \"yes\"}", StringComparison.Ordinal));
        Assert.Contains("~ routes/shop.responseHeaders", await _agent.OkAsync("apply", "-f", changed, "--dry-run"), StringComparison.Ordinal);
        Assert.Equal("proxy edge serves revision 4\n", await _agent.OkAsync("apply", "-f", changed));
        Assert.Equal(2, (await _agent.CallAsync("apply", "-f", _agent.Directory.Write("wrong.yaml", "listeners: [{name: A}]"))).ExitCode);

        // 4. The plugin replaced: no request fails meanwhile, with what was applied and the same certificate.
        NextVersion();
        await Eventually.TrueAsync(
            async () =>
            {
                Assert.Equal("origin /a", await GetAsync("/shop/a"));
                return (await _agent.RunAsync("plugins", "list")).Output.Contains("0.1.1", StringComparison.Ordinal);
            },
            "the new code serves");
        Assert.Equal("origin /b", await ProxyAgent.GetAsync($"https://{Host}/b", _https, root));

        // 5. Killed and started again: the same, before anything else, with the same certificate and without another order.
        await _agent.KillAsync();
        await _agent.StartAsync();
        Assert.Equal("origin /a", await GetAsync("/shop/a"));
        Assert.Equal("origin /b", await ProxyAgent.GetAsync($"https://{Host}/b", _https, root));
        Assert.Contains("\"X-Changed\": \"yes\"", await _agent.OkAsync("show", "-o", "json"), StringComparison.Ordinal);

        // 6. Back to the time before the HTTPS route.
        Assert.Equal("proxy edge serves revision 5\n", await _agent.OkAsync("rollback", "edge", "2"));
        await Assert.ThrowsAsync<HttpRequestException>(() => ProxyAgent.GetAsync($"https://{Host}/b", _https, root));
        Assert.Equal("origin /a", await GetAsync("/shop/a"));
        Assert.Contains("back to 2", await _agent.OkAsync("revisions"), StringComparison.Ordinal);
    }

    private string Configuration() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        plugins: {directories: ["{{_agent.Directory["plugins"]}}"]}
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
        """);

    private Task<string> GetAsync(string path) => ProxyAgent.GetAsync($"http://{Host}{path}", _http);

    private void CopyPlugin()
    {
        var place = _agent.Directory["plugins/proxy"];
        Directory.CreateDirectory(place);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Built("Reeve.Host"), "plugins", "proxy")))
        {
            File.Copy(file, Path.Combine(place, Path.GetFileName(file)));
        }
    }

    private void NextVersion() => _agent.Directory.Write(
        "plugins/proxy/plugin.json",
        File.ReadAllText(_agent.Directory["plugins/proxy/plugin.json"]).Replace("\"version\": \"0.1.0\"", "\"version\": \"0.1.1\"", StringComparison.Ordinal));
}
