using System.Collections.Concurrent;
using Reeve.Plugins.Proxy.Listening;
using Reeve.Plugins.Proxy.Tcp;

namespace Reeve.Plugins.Proxy.Udp;

/// <summary>
/// The sessions of one listener, bounded. When there are too many, the oldest that no server has answered gives way: addresses that
/// somebody made up get no answers, so that a storm of them ends no session of a real client.
/// </summary>
internal sealed class UdpSessions(string listener, UdpParts parts)
{
    private static readonly TimeSpan Hurried = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<UdpClientKey, UdpSession> _open = new();
    private readonly ConcurrentQueue<UdpSession> _unanswered = new();
    private readonly EndSignal _ended = new();

    public int Count => _open.Count;

    public string Listener => listener;

    public UdpParts Parts => parts;

    public UdpSession? Find(UdpClientKey client) => _open.GetValueOrDefault(client);

    public void Add(UdpSession session, TimeSpan idle, CancellationToken gone)
    {
        session.Clock = new IdleClock(idle, parts.TimeProvider, session.Close);
        session.Gone = gone.UnsafeRegister(static session => ((UdpSession)session!).Close(), session);
        _open[session.Client] = session;
        _unanswered.Enqueue(session);
    }

    /// <summary>Whether there may be one more.</summary>
    public bool MakeRoom(int most)
    {
        // Those that were answered or have ended leave the queue here, so that it cannot outgrow the sessions.
        while (_open.Count >= most || _unanswered.Count > most)
        {
            if (!_unanswered.TryDequeue(out var oldest))
            {
                return false;
            }

            if (!oldest.IsAnswered && !oldest.IsClosed)
            {
                oldest.Close();
                parts.Meters.Dropped(listener, "evicted");
            }
        }

        return true;
    }

    public void Ended(UdpSession session)
    {
        _open.TryRemove(new KeyValuePair<UdpClientKey, UdpSession>(session.Client, session));
        _ended.Raise();
    }

    /// <summary>Nothing comes from clients any more: what is open waits for answers a short while only.</summary>
    public void Hurry()
    {
        foreach (var session in _open.Values)
        {
            session.Clock?.Dispose();
            session.Clock = new IdleClock(Hurried, parts.TimeProvider, session.Close);
        }
    }

    public Task EmptiedAsync(CancellationToken cancellationToken) => _ended.UntilAsync(() => _open.IsEmpty, cancellationToken);

    /// <summary>Ends those that a condition holds for.</summary>
    public void CloseAll(Func<UdpSession, bool> condition)
    {
        foreach (var session in _open.Values.Where(condition))
        {
            session.Close();
        }
    }
}
