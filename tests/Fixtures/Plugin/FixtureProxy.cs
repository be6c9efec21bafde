using Reeve;
using Reeve.Plugins;
using Reeve.Proxies;

namespace Fixture;

/// <summary>A proxy that serves nobody.</summary>
internal sealed class FixtureProxy(ProviderContext context) : IProxyProvider, IProxyDrain
{
    private readonly Journal _journal = new(context);
    private long _revision;

    public ProxyCapabilities Capabilities { get; } = new() { TakesSockets = true };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _journal.Write("start");
        return Task.CompletedTask;
    }

    public Task ApplyAsync(ProxySnapshot snapshot, CancellationToken cancellationToken)
    {
        Behaviour.Act("apply");
        _journal.Write($"apply {snapshot.Revision}");
        _revision = snapshot.Revision;
        return Task.CompletedTask;
    }

    public Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new ProxyObservation { Revision = _revision, Faults = new Dictionary<string, string> { ["label"] = Behaviour.Label } });

    public Task<int> DrainAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        _journal.Write("drain");
        return Task.FromResult(0);
    }

    public ValueTask DisposeAsync()
    {
        _journal.Write("dispose");
        return ValueTask.CompletedTask;
    }
}
