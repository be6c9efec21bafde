using Reeve.Plugins.Proxy.Udp;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Listening;

/// <summary>The listeners of the current snapshot. A change of one leaves the others alone.</summary>
internal sealed class ListenerSet(AcceptorParts parts, UdpParts udp)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Intake> _intakes = new(StringComparer.Ordinal);
    private readonly List<Intake> _leaving = [];

    /// <summary>Open connections by listener; those of removed listeners count until they have ended.</summary>
    public Dictionary<string, long> Counts()
    {
        lock (_lock)
        {
            return _intakes.Values.Concat(_leaving).GroupBy(intake => intake.Name).ToDictionary(group => group.Key, group => group.Sum(intake => (long)intake.Open));
        }
    }

    /// <summary>Listens where the snapshot says and nowhere else.</summary>
    public async Task FollowAsync(IReadOnlyList<ProxyListener> listeners)
    {
        var wanted = listeners.ToDictionary(listener => listener.Name, StringComparer.Ordinal);
        List<Intake> removed = [];
        Intake[] kept;
        lock (_lock)
        {
            foreach (var intake in _intakes.Values.Where(intake => !intake.Serves(wanted.GetValueOrDefault(intake.Name))).ToArray())
            {
                _intakes.Remove(intake.Name);
                _leaving.Add(intake);
                removed.Add(intake);
            }

            kept = [.. _intakes.Values];
            foreach (var listener in listeners.Where(listener => !_intakes.ContainsKey(listener.Name)))
            {
                _intakes.Add(listener.Name, listener.Protocol is ProxyProtocol.Udp ? new UdpListening(listener, udp) : new Acceptor(listener, parts));
            }
        }

        // First those that go, because a socket may have changed hands.
        await Task.WhenAll(removed.Select(intake => intake.StopAsync(removed: true)));
        var gone = await Task.WhenAll(kept.Select(async intake => (Intake: intake, Sockets: await intake.RetainAsync(wanted[intake.Name].Sockets))));
        foreach (var listener in listeners)
        {
            _intakes[listener.Name].Start(listener);
        }

        foreach (var intake in removed)
        {
            _ = LeaveAsync(intake);
        }

        var lent = listeners.SelectMany(listener => listener.Sockets).ToHashSet();
        await Task.WhenAll(gone.SelectMany(item => item.Sockets.Where(socket => !lent.Contains(socket)).Select(socket => item.Intake.LeaveAsync(socket).AsTask())));
    }

    /// <summary>Accepts nothing more.</summary>
    public Task StopAsync()
    {
        Intake[] all;
        lock (_lock)
        {
            all = [.. _intakes.Values];
        }

        return Task.WhenAll(all.Select(intake => intake.StopAsync(removed: false)));
    }

    /// <summary>Waits until every connection of HTTP has had its first request, or the token is cancelled.</summary>
    public Task SettledAsync(CancellationToken cancellationToken) => Task.WhenAll(All().Select(intake => intake.SettledAsync(cancellationToken)));

    /// <summary>Waits until every connection has ended; when the token is cancelled, ends the rest.</summary>
    /// <returns>How many were ended so.</returns>
    public async Task<int> EndAsync(CancellationToken cutOff)
    {
        var all = All();
        await Task.WhenAll(all.Select(intake => intake.EmptiedAsync(cutOff)));
        var cut = all.Sum(intake => intake.Open);
        foreach (var intake in all)
        {
            intake.AbortAll();
        }

        return cut;
    }

    private Intake[] All()
    {
        lock (_lock)
        {
            return [.. _intakes.Values, .. _leaving];
        }
    }

    private async Task LeaveAsync(Intake intake)
    {
        using (var limit = new CancellationTokenSource(parts.Options.DrainTime, parts.TimeProvider))
        {
            await intake.EmptiedAsync(limit.Token);
        }

        intake.AbortAll();
        lock (_lock)
        {
            _leaving.Remove(intake);
        }
    }
}
