using System.Net;
using Microsoft.Extensions.Logging;
using Reeve.Plugins;
using Reeve.Proxies;

namespace Company.Plugin1;

/// <summary>Relays TCP connections. The runtime opens the sockets and lends them, so that replacing this plugin closes no port.</summary>
public sealed class RelayProvider(ProviderContext context) : IProxyProvider
{
    private readonly Dictionary<string, Relay> _relays = [];
    private volatile ProxySnapshot? _served;

    /// <summary>What may be asked for. Documents that ask for more are refused, with the field, before they come here.</summary>
    public ProxyCapabilities Capabilities { get; } = new() { TakesSockets = true, Protocols = new HashSet<ProxyProtocol> { ProxyProtocol.Tcp } };

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // All of it or nothing, and without disturbing connections of what stays.
    public async Task ApplyAsync(ProxySnapshot snapshot, CancellationToken cancellationToken)
    {
        foreach (var listener in snapshot.Listeners)
        {
            var targets = TargetsOf(listener, snapshot);
            if (_relays.TryGetValue(listener.Name, out var relay) && relay.Serves(listener))
            {
                relay.Targets = targets;
                continue;
            }

            await RemoveAsync(listener.Name);
            _relays[listener.Name] = new Relay(listener, targets, context.Logger);
        }

        foreach (var gone in _relays.Keys.Except(snapshot.Listeners.Select(listener => listener.Name)).ToList())
        {
            await RemoveAsync(gone);
        }

        _served = snapshot;
    }

    public Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken) => Task.FromResult(new ProxyObservation
    {
        Revision = _served?.Revision ?? 0,
        Connections = _served?.Listeners.ToDictionary(listener => listener.Name, listener => _relays.GetValueOrDefault(listener.Name)?.Connections ?? 0) ?? [],
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _relays.Keys.ToList())
        {
            await RemoveAsync(name);
        }
    }

    private static IReadOnlyList<DnsEndPoint> TargetsOf(ProxyListener listener, ProxySnapshot snapshot) =>
        snapshot.Routes.FirstOrDefault(route => route.Listeners.Contains(listener.Name)) is not { Upstream: { } group } ? []
            : [.. snapshot.Upstreams.Single(upstream => upstream.Name == group).Members.Select(member => new DnsEndPoint(member.Address.DnsSafeHost, member.Address.Port))];

    private async Task RemoveAsync(string name)
    {
        if (_relays.Remove(name, out var relay))
        {
            await relay.DisposeAsync();
        }
    }
}
