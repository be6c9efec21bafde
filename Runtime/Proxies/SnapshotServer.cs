using System.Net;
using Microsoft.Extensions.Logging;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Sockets;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies;

/// <summary>Has a provider serve snapshots, on sockets that stay here. Calls come one after another.</summary>
internal sealed partial class SnapshotServer(string name, IProxyProvider provider, IMachineAddresses addresses, ILogger logger) : IDisposable
{
    private readonly ILogger _logger = logger;
    private readonly ListenerSockets _sockets = new();
    private readonly HashSet<(string Listener, IPEndPoint EndPoint)> _missing = [];
    private ProxySnapshot? _served;

    /// <summary>Where the listeners of a document are opened now.</summary>
    public ListenPlan Plan(ProxySpec spec) => new(spec, addresses.List(), provider.Capabilities.TakesSockets);

    /// <summary>Serves a snapshot. Not to be cancelled: what has begun comes to an end, one way or the other.</summary>
    /// <param name="snapshot">The snapshot, without sockets.</param>
    /// <param name="commit">Keeps it on disk once it is served.</param>
    /// <exception cref="ProviderException">It is not served; the former one is.</exception>
    public async Task ServeAsync(ProxySnapshot snapshot, Action commit) => await ServeAsync(snapshot, Lend(snapshot.Listeners, following: false), commit);

    /// <summary>The machine's addresses may have changed: listeners that are open on each of them follow.</summary>
    /// <exception cref="ProviderException">They do not; all is served as before.</exception>
    public async Task FollowAsync(ProxySpec spec)
    {
        if (_served is { } served)
        {
            var plan = Plan(spec);
            var loan = Lend([.. served.Listeners.Select(listener => listener with { Endpoints = plan.EndPoints(listener.Name, listener.Protocol, listener.Endpoint) })], following: true);
            if (!loan.Listeners.Zip(served.Listeners).All(pair => pair.First.Endpoints.SequenceEqual(pair.Second.Endpoints)))
            {
                await ServeAsync(served, loan, static () => { });
            }
        }
    }

    /// <summary>The end has begun: clients that come are refused. Sockets of UDP stay, since answers leave by them.</summary>
    public void TakeNoConnections() => _sockets.CloseTcp();

    public void Dispose() => _sockets.Dispose();

    private SocketLoan Lend(IReadOnlyList<ProxyListener> listeners, bool following)
    {
        var loan = provider.Capabilities.TakesSockets ? _sockets.Lend(listeners, following) : new SocketLoan(listeners, [], []);
        foreach (var (listener, endPoint, reason) in loan.Missing.Where(item => !_missing.Contains((item.Listener, item.EndPoint))))
        {
            AddressMissing(name, listener, endPoint, reason); // once, not at each attempt
        }

        _missing.Clear();
        _missing.UnionWith(loan.Missing.Select(item => (item.Listener, item.EndPoint)));
        return loan;
    }

    private async Task ServeAsync(ProxySnapshot snapshot, SocketLoan loan, Action commit)
    {
        var lent = snapshot with { Listeners = loan.Listeners };
        var isServed = false;
        try
        {
            await provider.ApplyAsync(lent, CancellationToken.None);
            isServed = true;
            commit();
        }
        catch (Exception exception)
        {
            if (isServed)
            {
                // The disk refused; what nobody was told of must not be served.
                Refused(name, snapshot.Revision, exception.Message);
                await provider.ApplyAsync(_served ?? new ProxySnapshot { Revision = 0 }, CancellationToken.None);
            }

            _sockets.Revert(loan);
            throw;
        }

        _served = lent;
        _sockets.Commit(loan);
    }

    [LoggerMessage(2302, LogLevel.Error, "Proxy {Proxy}: revision {Revision} could not be kept and is not served any more: {Reason}")]
    private partial void Refused(string proxy, long revision, string reason);

    [LoggerMessage(2304, LogLevel.Warning, "Proxy {Proxy}: listener {Listener} cannot have {Address} now: {Reason}")]
    private partial void AddressMissing(string proxy, string listener, IPEndPoint address, string reason);
}
