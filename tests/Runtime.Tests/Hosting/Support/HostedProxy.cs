using Reeve.Plugins;
using Reeve.Proxies;

namespace Reeve.Runtime.Tests.Hosting.Support;

/// <summary>A provider of proxies that takes every snapshot and serves nothing.</summary>
public sealed class HostedProxy(ProviderContext context) : IProxyProvider
{
    private long _revision;

    public string Name => context.Name;

    public ProxyCapabilities Capabilities { get; } = new() { TakesSockets = true, Protocols = new HashSet<ProxyProtocol> { ProxyProtocol.Http } };

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ApplyAsync(ProxySnapshot snapshot, CancellationToken cancellationToken)
    {
        _revision = snapshot.Revision;
        return Task.CompletedTask;
    }

    public Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken) => Task.FromResult(new ProxyObservation { Revision = _revision });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
