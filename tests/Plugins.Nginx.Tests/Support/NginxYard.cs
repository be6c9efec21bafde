using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Plugins.Nginx.Processes;
using Reeve.Proxies;
using Reeve.Testing;
using Reeve.Testing.Nginx;

namespace Reeve.Plugins.Nginx.Tests.Support;

/// <summary>A proxy by a real nginx, for one test. What runs is ended with it.</summary>
internal sealed class NginxYard : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Meter _meter = new("test");
    private readonly string _options;
    private readonly Dictionary<string, int> _ports = [];
    private long _revision;

    /// <param name="options">Further options, as the inner part of a JSON object.</param>
    public NginxYard(string options = "")
    {
        _options = $$"""{"program":"{{NginxProgramFile.Path}}","workers":2,"workerConnections":512{{(options.Length == 0 ? "" : $",{options}")}}}""";
        Provider = Open();
    }

    public NginxProvider Provider { get; private set; }

    public NginxFiles Files => new(_directory["state"]);

    public string PathOf(string name) => _directory[name];

    /// <summary>The master's process id.</summary>
    public int Pid => int.Parse(File.ReadAllText(Files.PidFile), CultureInfo.InvariantCulture);

    /// <summary>A listener on a port of the loopback that nobody else has; the same name, the same port.</summary>
    public ProxyListener Listener(string name, ProxyProtocol protocol = ProxyProtocol.Http) =>
        new() { Name = name, Protocol = protocol, Endpoint = EndPoint(name) };

    public IPEndPoint EndPoint(string name) => new(IPAddress.Loopback, _ports.TryGetValue(name, out var port) ? port : _ports[name] = FreePorts.Find());

    public Uri Url(string listener, string path = "/", string scheme = "http") => new($"{scheme}://{EndPoint(listener)}{path}");

    public static ProxyUpstreamGroup Group(string name, params Uri[] members) =>
        new() { Name = name, Members = [.. members.Select(address => new ProxyUpstream { Address = address })] };

    public static ProxyRoute Route(string name, string listener = "web", string? upstream = "origin") => new() { Name = name, Listeners = [listener], Upstream = upstream };

    /// <summary>One listener, one route to one group.</summary>
    public ProxySnapshot Simple(
        Uri origin, Func<ProxyRoute, ProxyRoute>? route = null, Func<ProxyUpstreamGroup, ProxyUpstreamGroup>? group = null, ProxyProtocol protocol = ProxyProtocol.Http) => new()
    {
        Revision = 1,
        Listeners = [Listener("web", protocol)],
        Routes = [(route ?? (same => same))(Route("all"))],
        Upstreams = [(group ?? (same => same))(Group("origin", origin))],
    };

    public async Task StartAsync(ProxySnapshot snapshot)
    {
        await Provider.StartAsync(CancellationToken.None);
        await ApplyAsync(snapshot);
    }

    public Task ApplyAsync(ProxySnapshot snapshot) => Provider.ApplyAsync(snapshot with { Revision = ++_revision }, CancellationToken.None);

    /// <summary>Another instance on the same files, as after a restart of the agent; the former one is disposed.</summary>
    public async Task ReopenAsync(Func<Task>? whileClosed = null)
    {
        await Provider.DisposeAsync();
        await (whileClosed?.Invoke() ?? Task.CompletedTask);
        Provider = Open();
        await Provider.StartAsync(CancellationToken.None);
    }

    /// <summary>Another instance on the same files beside the former one, as while the plugin is replaced. The caller disposes the former one.</summary>
    public async Task OpenBesideAsync()
    {
        Provider = Open();
        await Provider.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Provider.ApplyAsync(new ProxySnapshot { Revision = 0 }, CancellationToken.None);
        }
        catch (ProviderException exception) when (exception.Reason is ErrorReason.Transient)
        {
            // Never started.
        }

        await Provider.DisposeAsync();
        _meter.Dispose();
        _directory.Dispose();
    }

    private NginxProvider Open() => new(new ProviderContext
    {
        Name = "edge",
        Owner = new Owner { Cluster = "c", Node = "edge" },
        Options = new ProviderOptions(Encoding.UTF8.GetBytes(_options)),
        StateDirectory = _directory["state"],
        Logger = NullLogger.Instance,
        TimeProvider = TimeProvider.System,
        Meter = _meter,
    });
}
