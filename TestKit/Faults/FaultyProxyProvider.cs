using Reeve.Proxies;

namespace Reeve.TestKit.Faults;

/// <inheritdoc/>
internal sealed class FaultyProxyProvider(Func<IProxyProvider> make, FaultPlan plan, TimeProvider time) : Faulty<IProxyProvider>(make, plan, time), IProxyProvider
{
    public ProxyCapabilities Capabilities => Target.Capabilities;

    public Task ApplyAsync(ProxySnapshot snapshot, CancellationToken cancellationToken) => CallAsync(target => target.ApplyAsync(snapshot, cancellationToken), cancellationToken);

    public Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken) => CallAsync(target => target.ObserveAsync(cancellationToken), cancellationToken);
}
