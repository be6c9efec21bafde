using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Support;

/// <summary>A proxy with sockets lent to it, for one test.</summary>
internal sealed class ProxyYard : IAsyncDisposable
{
    private readonly TempDirectory _state = new();
    private readonly Meter _meter = new("test");
    private readonly Dictionary<string, Socket> _sockets = [];
    private long _revision;

    public ProxyYard(string options = "{}", TimeProvider? timeProvider = null, ILogger? logger = null) => Provider = new ProxyProvider(new ProviderContext
    {
        Name = "edge",
        Owner = new Owner { Cluster = "c", Node = "edge" },
        Options = new ProviderOptions(Encoding.UTF8.GetBytes(options)),
        StateDirectory = _state.Path,
        Logger = logger ?? NullLogger.Instance,
        TimeProvider = timeProvider ?? TimeProvider.System,
        Meter = _meter,
    });

    public ProxyProvider Provider { get; }

    /// <summary>What the provider measures with.</summary>
    public Meter Meter => _meter;

    /// <summary>A listener on a free port of the loopback; the same name, the same socket.</summary>
    public ProxyListener Listener(string name, ProxyProtocol protocol = ProxyProtocol.Http)
    {
        if (!_sockets.TryGetValue(name, out var socket))
        {
            socket = protocol is ProxyProtocol.Udp
                ? new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
                : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            if (protocol is not ProxyProtocol.Udp)
            {
                socket.Listen(512);
            }

            _sockets[name] = socket;
        }

        return new ProxyListener { Name = name, Protocol = protocol, Endpoint = (IPEndPoint)socket.LocalEndPoint!, Sockets = [socket] };
    }

    public IPEndPoint EndPoint(string name) => (IPEndPoint)_sockets[name].LocalEndPoint!;

    public Uri Url(string listener, string path = "/", string scheme = "http") => new($"{scheme}://{EndPoint(listener)}{path}");

    public static ProxyUpstreamGroup Group(string name, params Uri[] members) =>
        new() { Name = name, Members = [.. members.Select(address => new ProxyUpstream { Address = address })] };

    public static ProxyRoute Route(string name, string listener = "web", string? upstream = "origin") => new() { Name = name, Listeners = [listener], Upstream = upstream };

    public async Task StartAsync(ProxySnapshot snapshot)
    {
        await Provider.StartAsync(CancellationToken.None);
        await ApplyAsync(snapshot);
    }

    public Task ApplyAsync(ProxySnapshot snapshot) => Provider.ApplyAsync(snapshot with { Revision = ++_revision }, CancellationToken.None);

    /// <summary>One listener, one route to one group.</summary>
    public Task StartAsync(Uri origin, Func<ProxyRoute, ProxyRoute>? route = null, Func<ProxyUpstreamGroup, ProxyUpstreamGroup>? group = null) =>
        StartAsync(Simple(origin, route, group));

    public ProxySnapshot Simple(
        Uri origin, Func<ProxyRoute, ProxyRoute>? route = null, Func<ProxyUpstreamGroup, ProxyUpstreamGroup>? group = null, ProxyProtocol protocol = ProxyProtocol.Http) => new()
    {
        Revision = 1,
        Listeners = [Listener("web", protocol)],
        Routes = [(route ?? (same => same))(Route("all"))],
        Upstreams = [(group ?? (same => same))(Group("origin", origin))],
    };

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        foreach (var socket in _sockets.Values)
        {
            socket.Dispose();
        }

        _meter.Dispose();
        _state.Dispose();
    }
}
