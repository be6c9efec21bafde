using System.Globalization;
using System.Text.Json.Nodes;
using Reeve.Testing;
using Reeve.Testing.Knot;
using Reeve.Testing.Pebble;

namespace Reeve.Host.Tests.EndToEnd;

/// <summary>The real agent that keeps its own name in a real DNS server, with a certificate of a real authority for it.</summary>
public sealed class ProxyNameTests : IAsyncLifetime
{
    private const string Name = "edge.example.org";
    private readonly ProxyAgent _agent = new();
    private readonly int _port = FreePorts.Find();
    private KnotServer? _knot;
    private PebbleServer? _pebble;

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Knot) is null && Components.Missing(Component.Pebble) is null)
        {
            _knot = await KnotServer.StartAsync();
            _pebble = await PebbleServer.StartAsync(new PebbleOptions { Dns = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_knot.Port}") });
        }
    }

    public async Task DisposeAsync()
    {
        await _agent.DisposeAsync();
        if (_pebble is not null)
        {
            await _pebble.DisposeAsync();
        }

        if (_knot is not null)
        {
            await _knot.DisposeAsync();
        }
    }

    [RequiresFact(Component.Knot, Component.Pebble)]
    public async Task Name_StartRestartRemove_RecordsAndCertificateAreThere()
    {
        var lookup = new DnsLookup(_knot!.Port);

        // 1. The records and the certificate, served also to clients that name no server.
        await _agent.StartAsync(Configuration());
        await Eventually.TrueAsync(async () => (await lookup.AddressesAsync(Name)).Contains("192.0.2.7"), "the record is there");
        Assert.Equal(["2001:db8::7"], await lookup.Addresses6Async(Name));
        await Eventually.TrueAsync(
            async () => JsonNode.Parse(await _agent.OkAsync("certificates", "-o", "json"))!["items"]![0]!["notAfter"] is not null, "the certificate is there");
        using var root = await _pebble!.GetRootAsync();
        Assert.Equal("here", await ProxyAgent.GetAsync($"https://{Name}/", _port, root));
        var (_, report, _) = await ReeveProcess.RunAsync(["doctor", "--config", _agent.Configuration, "--state-dir", _agent.Directory["s"]]);
        Assert.Matches("proxies +dns lab +ok +example.org can be changed", report);
        Assert.Matches("proxies +edge +ok ", report);
        Assert.Matches("proxies +edge agent.fqdn +ok ", report);

        // 2. An agent that is gone for a while keeps its name.
        await _agent.KillAsync();
        Assert.Equal(["192.0.2.7"], await lookup.AddressesAsync(Name));

        // 3. Removed by command, also over a restart, until it is registered again.
        await _agent.StartAsync();
        Assert.Contains("Removed", await _agent.OkAsync("name", "remove"), StringComparison.Ordinal);
        Assert.Empty(await lookup.AddressesAsync(Name));
        Assert.Empty(await lookup.Addresses6Async(Name));
        await _agent.KillAsync();
        await _agent.StartAsync();
        Assert.Contains("Removed", await _agent.OkAsync("name", "show"), StringComparison.Ordinal);
        Assert.Equal("here", await ProxyAgent.GetAsync($"https://{Name}/", _port, root));
        Assert.Empty(await lookup.AddressesAsync(Name));
        Assert.Contains("Registered", await _agent.OkAsync("name", "register"), StringComparison.Ordinal);
        Assert.Equal(["192.0.2.7"], await lookup.AddressesAsync(Name));
    }

    private string Configuration() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        proxies:
          - name: edge
            initial:
              listeners: [{name: https, protocol: https, address: "127.0.0.1:{{_port}}"}]
              routes: [{name: all, listeners: [https], response: {body: here} }]
        certificates:
          authorities:
            pebble: {directory: "{{_pebble!.Directory}}", agreeToTerms: true, authoritiesFile: "{{_pebble.AuthoritiesFile}}"}
        dns:
          lab: {type: rfc2136, zone: example.org, server: 127.0.0.1, port: {{_knot!.Port}}, keyName: reeve, keyFile: "{{_knot.KeyFile}}"}
        agent: {fqdn: {{Name}}, addresses: [192.0.2.7, "2001:db8::7"]}
        clusterApi: {rest: "127.0.0.1:0", metrics: "off"}
        """);
}
