using System.Collections.Frozen;
using System.Net.Security;
using Microsoft.Extensions.Logging;
using Reeve.Plugins.Proxy.Http;
using Reeve.Plugins.Proxy.Listening;
using Reeve.Plugins.Proxy.Serving;
using Reeve.Plugins.Proxy.Tls;
using Reeve.Plugins.Proxy.Upstreams;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy;

/// <summary>An instance: applies snapshots and serves them.</summary>
internal sealed partial class ProxyProvider : IProxyProvider, IProxyDrain
{
    private readonly ProviderContext _context;
    private readonly ILogger _logger;
    private readonly CurrentState _serving = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, RouteLife> _lives = new(StringComparer.Ordinal);
    private ProxyParts? _parts;
    private GroupSet _groups;

    public ProxyProvider(ProviderContext context)
    {
        (_context, _logger) = (context, context.Logger);
        _groups = new GroupSet(context.TimeProvider);
    }

    public ProxyCapabilities Capabilities => ProxyFeatures.All;

    private ProxyParts Parts => _parts ?? throw new ProviderException(ErrorReason.Transient, $"The proxy {_context.Name} is not started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _parts = new ProxyParts(_context, _context.Options.Get(ProxyJson.Default.ProxyOptions), _serving);
        await _parts.Http.StartAsync(cancellationToken);
    }

    public async Task ApplyAsync(ProxySnapshot snapshot, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await TakeOverAsync(snapshot);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken) => Task.FromResult(new ProxyObservation
    {
        Revision = _serving.State.Revision,
        Connections = Parts.Listeners.Counts(),
        Unhealthy = _groups.Groups.Values
            .SelectMany(group => group.Members.Select(member => (Name: $"{group.Spec.Name}/{member.Spec.Address.Authority}", member.Fault)))
            .Where(item => item.Fault is not null)
            .DistinctBy(item => item.Name)
            .ToDictionary(item => item.Name, item => item.Fault!),
    });

    public async Task<int> DrainAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        var own = Parts.Options.DrainTime;
        using var limit = new CancellationTokenSource(deadline < own ? deadline : own, _context.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await Parts.DrainAsync(either.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_parts is { } parts)
        {
            _parts = null;
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await parts.DrainAsync(now.Token);
            await parts.DisposeAsync();
            _groups.Retire(new GroupSet(_context.TimeProvider));
        }

        _turn.Dispose();
    }

    // Everything that can fail comes first and touches nothing that serves.
    private async Task TakeOverAsync(ProxySnapshot snapshot)
    {
        var parts = Parts;
        ProxyFeatures.Check(snapshot);
        var certificates = CertificateTable.From(snapshot.Certificates, [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]);
        var plain = CertificateTable.From(snapshot.Certificates, []);
        var groups = _groups.Next(snapshot.Upstreams);
        var listeners = Compile(snapshot, groups);

        var former = _groups;
        _groups = groups;
        _serving.State = new ServingState { Revision = snapshot.Revision, Listeners = listeners, Certificates = certificates, PlainCertificates = plain };
        await parts.Listeners.FollowAsync(snapshot.Listeners);
        await parts.Checks.FollowAsync(groups.Groups.Values);
        former.Retire(groups);
        foreach (var name in _lives.Keys.Except(snapshot.Routes.Select(route => route.Name)).ToArray())
        {
            _lives.Remove(name, out var life);
            life!.End(parts.Options.DrainTime);
        }

        Applied(_context.Name, snapshot.Revision, snapshot.Listeners.Count, snapshot.Routes.Count);
    }

    private FrozenDictionary<string, ServedListener> Compile(ProxySnapshot snapshot, GroupSet groups)
    {
        var routes = snapshot.Routes.Select(route => new ServedRoute(route, route.Upstream is { } name ? groups.Groups[name] : null, Life(route))).ToArray();
        return snapshot.Listeners.ToFrozenDictionary(
            listener => listener.Name,
            listener => new ServedListener(listener, new RouteTable(routes.Where(served => served.Route.Listeners.Contains(listener.Name)))),
            StringComparer.Ordinal);
    }

    private RouteLife Life(ProxyRoute route)
    {
        if (_lives.TryGetValue(route.Name, out var known))
        {
            return known.With(route.RateLimit);
        }

        return _lives[route.Name] = new RouteLife(route.RateLimit, _context.TimeProvider);
    }

    [LoggerMessage(6030, LogLevel.Information, "Proxy {Proxy}: revision {Revision} is served: {Listeners} listeners, {Routes} routes")]
    private partial void Applied(string proxy, long revision, int listeners, int routes);
}
