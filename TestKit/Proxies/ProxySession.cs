using System.Net;
using System.Net.Sockets;
using Reeve.Proxies;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Specs;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Proxies;

/// <summary>An instance of its own of the proxy, closed and opened again as a restarted agent does, with servers behind it.</summary>
internal sealed class ProxySession : IAsyncDisposable
{
    private readonly WorkDirectory _directory;
    private readonly ProviderTarget _target;
    private readonly List<IAsyncDisposable> _servers = [];
    private readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal);
    private OpenedPlugin _plugin;
    private OpenedPlugin? _own;
    private IProxyService? _service;
    private IProxyProvider? _provider;

    private ProxySession(ProviderTarget target, OpenedPlugin plugin) => (_target, _plugin, _directory) = (target, plugin, new WorkDirectory(target.WorkDirectory));

    public Owner Owner { get; } = new() { Cluster = Guid.NewGuid().ToString("n"), Node = "conformance" };

    public IProxyService Service => _service ?? throw new InvalidOperationException("The proxy is closed.");

    public ProxyCapabilities Capabilities => _provider?.Capabilities ?? throw new InvalidOperationException("The proxy is closed.");

    public static async Task<ProxySession> OpenAsync(ProviderTarget target, OpenedPlugin plugin, CancellationToken cancellationToken)
    {
        var session = new ProxySession(target, plugin);
        try
        {
            await session.OpenAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the proxy and opens another instance of it.</summary>
    public async Task ReopenAsync(CancellationToken cancellationToken)
    {
        await CloseAsync();
        await OpenAsync(cancellationToken);
    }

    /// <summary>The same from a plugin that is loaded for this session alone.</summary>
    public async Task LoadAnewAsync(CancellationToken cancellationToken)
    {
        await CloseAsync();
        _plugin = _own = await OpenedPlugin.LoadAsync(_target, _directory, cancellationToken);
        await OpenAsync(cancellationToken);
    }

    /// <summary>Demands a feature or protocol to be claimed; without it the requirement does not apply.</summary>
    public void Needs(string feature) => Require.Applies(Capabilities.Features.Contains(feature), $"the provider does not claim {feature}");

    /// <inheritdoc cref="Needs(string)"/>
    public void Needs(ProxyProtocol protocol) => Require.Applies(Capabilities.Protocols.Contains(protocol), $"the provider does not speak {protocol}");

    /// <summary>A server that ends with the session.</summary>
    public T Serve<T>(T server)
        where T : IAsyncDisposable
    {
        _servers.Add(server);
        return server;
    }

    public HttpOrigin Origin(string name = "origin") => Serve(new HttpOrigin(name));

    /// <summary>The port of a listener: free, and the same for the same name.</summary>
    public IPEndPoint EndPoint(string listener)
    {
        if (!_ports.TryGetValue(listener, out var port))
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _ports[listener] = port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        }

        return new IPEndPoint(IPAddress.Loopback, port);
    }

    public Uri Url(string path = "/", string scheme = "http", string listener = "web") => new($"{scheme}://{EndPoint(listener)}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    public ProxyListenerSpec Listener(string name = "web", string protocol = "http") => new() { Name = name, Protocol = protocol, Address = EndPoint(name).ToString() };

    /// <summary>A document with one listener and these routes.</summary>
    public ProxySpec Document(Uri origin, params ProxyRouteSpec[] routes) => new()
    {
        Listeners = [Listener()],
        Routes = routes.Length == 0 ? [Route("all")] : routes,
        Upstreams = [Group("origin", origin)],
    };

    public static ProxyRouteSpec Route(string name, string listener = "web") => new() { Name = name, Listeners = [listener], Upstream = "origin" };

    public static ProxyUpstreamGroupSpec Group(string name, params Uri[] members) =>
        new() { Name = name, Members = [.. members.Select(member => new ProxyUpstreamSpec { Address = member.GetLeftPart(UriPartial.Authority) })] };

    /// <summary>Applies a document; one that is about HTTP does not apply to providers that do not speak it.</summary>
    public Task ApplyAsync(ProxySpec document, CancellationToken cancellationToken)
    {
        if (document.Listeners.Any(static listener => listener.Protocol == "http"))
        {
            Needs(ProxyProtocol.Http);
        }

        return Service.ApplyAsync(document, "conformance", null, cancellationToken);
    }

    /// <summary>Closes the proxy, takes its own plugin away, and says whether that one's load context is gone soon after.</summary>
    public async Task<bool> UnloadsAsync(CancellationToken cancellationToken)
    {
        await EmptyAsync();
        await CloseAsync();
        return await _own!.UnloadsAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await EmptyAsync();
        }
        finally
        {
            await CloseAsync();
            if (_own is not null)
            {
                await _own.DisposeAsync();
            }

            foreach (var server in _servers)
            {
                await server.DisposeAsync();
            }

            _directory.Dispose();
        }
    }

    // What serves beside the agent ends with its last listener.
    private async Task EmptyAsync()
    {
        if (_service?.Current is not null)
        {
            await _service.ApplyAsync(new ProxySpec(), "conformance", null, CancellationToken.None);
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        (_provider, _service) = await _plugin.OpenProxyAsync(Owner, _directory, cancellationToken);
        await _service.StartAsync(cancellationToken);
    }

    private async Task CloseAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
            (_service, _provider) = (null, null);
        }
    }
}
