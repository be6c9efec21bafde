using Reeve.Plugins.Proxy.Http;
using Reeve.Plugins.Proxy.Listening;
using Reeve.Plugins.Proxy.Serving;
using Reeve.Plugins.Proxy.Tcp;
using Reeve.Plugins.Proxy.Udp;
using Reeve.Plugins.Proxy.Upstreams;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy;

/// <summary>What runs in a started instance.</summary>
internal sealed class ProxyParts : IAsyncDisposable
{
    // Who has connected sends a request at once, or is a browser that does so in advance.
    private static readonly TimeSpan FirstRequest = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _timeProvider;

    public ProxyParts(ProviderContext context, ProxyOptions options, CurrentState serving)
    {
        (Options, _timeProvider) = (options, context.TimeProvider);
        var meters = new ProxyMeters(context.Meter);
        Http = new HttpFront(serving, options, meters, context.Logger, context.TimeProvider);
        Checks = new HealthChecks(context.TimeProvider, context.Logger);
        var tcp = new TcpRelay(serving, options, context.Logger, context.TimeProvider);
        Listeners = new ListenerSet(
            new AcceptorParts
            {
                Serving = serving, Options = options, TimeProvider = context.TimeProvider, Logger = context.Logger,
                Handle = accepted => accepted.Acceptor.Protocol is ProxyProtocol.Http or ProxyProtocol.Https ? Http.ServeAsync(accepted) : tcp.ServeAsync(accepted),
            },
            new UdpParts { Serving = serving, Options = options, TimeProvider = context.TimeProvider, Logger = context.Logger, Meters = meters });
    }

    public ProxyOptions Options { get; }

    public HttpFront Http { get; }

    public HealthChecks Checks { get; }

    public ListenerSet Listeners { get; }

    /// <summary>Accepts nothing new and waits until what is open has ended, or cuts it.</summary>
    /// <returns>How many connections were cut.</returns>
    public async Task<int> DrainAsync(CancellationToken cutOff)
    {
        await Listeners.StopAsync();
        using (var soon = new CancellationTokenSource(FirstRequest, _timeProvider))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(soon.Token, cutOff))
        {
            await Listeners.SettledAsync(either.Token);
        }

        await Http.DrainAsync(cutOff);
        return await Listeners.EndAsync(cutOff);
    }

    public async ValueTask DisposeAsync()
    {
        await Checks.DisposeAsync();
        await Http.DisposeAsync();
    }
}
