using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Tests;

public sealed class ProxyFeaturesTests
{
    [Fact]
    public async Task Http3_NotServed_ReasonIsStatedAndTheListenerRefused()
    {
        await using var yard = new ProxyYard();
        Assert.Contains("libmsquic", yard.Provider.Capabilities.Unavailable[ProxyProtocol.Http3], StringComparison.Ordinal);
        var snapshot = yard.Simple(new Uri("http://127.0.0.1:1"));
        await yard.StartAsync(snapshot);

        var error = await Assert.ThrowsAsync<ProviderException>(
            () => yard.ApplyAsync(snapshot with { Listeners = [snapshot.Listeners[0] with { Protocol = ProxyProtocol.Http3 }] }));

        Assert.Equal((ErrorReason.Unsupported, "listeners[0].protocol"), (error.Reason, error.Field));
    }

    [Fact]
    public async Task Listener_WithoutItsSockets_RefusedAndTheFormerSnapshotIsServed()
    {
        await using var yard = new ProxyYard();
        var snapshot = yard.Simple(new Uri("http://127.0.0.1:1"));
        await yard.StartAsync(snapshot);

        var error = await Assert.ThrowsAsync<ProviderException>(() => yard.ApplyAsync(snapshot with { Listeners = [snapshot.Listeners[0] with { Sockets = [] }] }));

        Assert.Equal((ErrorReason.Invalid, "listeners[0].sockets"), (error.Reason, error.Field));
        Assert.Equal(1, (await yard.Provider.ObserveAsync(CancellationToken.None)).Revision);
    }
}
