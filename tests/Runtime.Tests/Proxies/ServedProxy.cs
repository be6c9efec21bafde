using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Sockets;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Tests.Plugins;

namespace Reeve.Runtime.Tests.Proxies;

/// <summary>A proxy that the real plugin serves.</summary>
internal sealed class ServedProxy : IAsyncDisposable
{
    private readonly PluginYard _yard;

    private ServedProxy(PluginYard yard, ProxyService service) => (_yard, Service) = (yard, service);

    public ProxyService Service { get; }

    public static async Task<ServedProxy> StartAsync(IMachineAddresses? addresses = null, string options = "{}")
    {
        var yard = new PluginYard();
        FixtureDirectory.Copy("proxy", yard.Place("proxy"));
        await yard.Manager.StartAsync(CancellationToken.None);
        var provider = await yard.Manager.OpenProxyProviderAsync("proxy", yard.Instance("edge", options), CancellationToken.None);
        var service = new ProxyService("edge", provider, yard.State("history"), TimeProvider.System, NullLogger.Instance, addresses);
        await service.StartAsync(CancellationToken.None);
        return new ServedProxy(yard, service);
    }

    public Task ApplyAsync(ProxySpec spec) => Service.ApplyAsync(spec, "tester", null, CancellationToken.None);

    /// <summary>A document of one listener, one route and one server.</summary>
    public static ProxySpec Document(string protocol, string address, string upstream) => new()
    {
        Listeners = [new ProxyListenerSpec { Name = "web", Protocol = protocol, Address = address }],
        Routes = [new ProxyRouteSpec { Name = "web", Listeners = ["web"], Upstream = "origin" }],
        Upstreams = [new ProxyUpstreamGroupSpec { Name = "origin", Members = [new ProxyUpstreamSpec { Address = upstream }] }],
    };

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _yard.DisposeAsync();
    }
}
