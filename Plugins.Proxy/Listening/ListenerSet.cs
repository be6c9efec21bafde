using Reeve.Plugins.Proxy.Udp;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Listening;

/// <summary>The listeners of the current snapshot. A change of one leaves the others alone.</summary>
internal sealed class ListenerSet(AcceptorParts parts, UdpParts udp)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IListening> _acceptors = new(StringComparer.Ordinal);
    private readonly List<IListening> _leaving = [];

    /// <summary>Open connections by listener; those of removed listeners count until they have ended.</summary>
    public Dictionary<string, long> Counts()
    {
        lock (_lock)
        {
            return _acceptors.Values.Concat(_leaving).GroupBy(acceptor => acceptor.Name).ToDictionary(group => group.Key, group => group.Sum(acceptor => (long)acceptor.Open));
        }
    }

    /// <summary>Listens where the snapshot says and nowhere else.</summary>
    public async Task FollowAsync(IReadOnlyList<ProxyListener> listeners)
    {
        List<IListening> removed = [];
        List<IListening> added = [];
        lock (_lock)
        {
            foreach (var acceptor in _acceptors.Values.Where(acceptor => !listeners.Any(listener => IsSame(acceptor, listener))).ToArray())
            {
                _acceptors.Remove(acceptor.Name);
                _leaving.Add(acceptor);
                removed.Add(acceptor);
            }

            foreach (var listener in listeners.Where(listener => !_acceptors.ContainsKey(listener.Name)))
            {
                IListening acceptor = listener.Protocol is ProxyProtocol.Udp
                    ? new UdpListening(listener.Name, listener.Socket!, udp)
                    : new Acceptor(listener.Name, listener.Protocol, listener.Socket!, parts);
                _acceptors.Add(acceptor.Name, acceptor);
                added.Add(acceptor);
            }
        }

        // First those that go, because a socket may have changed hands.
        await Task.WhenAll(removed.Select(acceptor => acceptor.StopAsync(removed: true)));
        foreach (var acceptor in added)
        {
            acceptor.Start();
        }

        foreach (var acceptor in removed)
        {
            _ = LeaveAsync(acceptor);
        }
    }

    /// <summary>Accepts nothing more.</summary>
    public Task StopAsync()
    {
        IListening[] all;
        lock (_lock)
        {
            all = [.. _acceptors.Values];
        }

        return Task.WhenAll(all.Select(acceptor => acceptor.StopAsync(removed: false)));
    }

    /// <summary>Waits until every connection has ended; when the token is cancelled, ends the rest.</summary>
    /// <returns>How many were ended so.</returns>
    public async Task<int> EndAsync(CancellationToken cutOff)
    {
        IListening[] all;
        lock (_lock)
        {
            all = [.. _acceptors.Values, .. _leaving];
        }

        await Task.WhenAll(all.Select(acceptor => acceptor.EmptiedAsync(cutOff)));
        var cut = all.Sum(acceptor => acceptor.Open);
        foreach (var acceptor in all)
        {
            acceptor.AbortAll();
        }

        return cut;
    }

    private static bool IsSame(IListening acceptor, ProxyListener listener) =>
        acceptor.Name == listener.Name && acceptor.Protocol == listener.Protocol && ReferenceEquals(acceptor.Socket, listener.Socket);

    private async Task LeaveAsync(IListening acceptor)
    {
        using (var limit = new CancellationTokenSource(parts.Options.DrainTime, parts.TimeProvider))
        {
            await acceptor.EmptiedAsync(limit.Token);
        }

        acceptor.AbortAll();
        lock (_lock)
        {
            _leaving.Remove(acceptor);
        }
    }
}
