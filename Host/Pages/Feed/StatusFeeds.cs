using Reeve.AspNetCore.Clusters.Security;

namespace Reeve.Host.Pages.Feed;

/// <summary>What there is to see on the status page: everything, and for callers who are confined to tenants what is theirs. Thread-safe.</summary>
/// <param name="all">Everything.</param>
/// <param name="make">Makes the feed of what belongs to some tenants.</param>
internal sealed class StatusFeeds(StatusFeed all, Func<Caller, StatusFeed> make) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StatusFeed> _confined = new(StringComparer.Ordinal);
    private bool _hasEnded;

    /// <summary>Everything.</summary>
    public StatusFeed All => all;

    /// <summary>What a caller sees. Callers of the same tenants share one feed: there are no more than the configuration names.</summary>
    public StatusFeed Of(Caller caller)
    {
        if (caller.Tenants is not { } tenants)
        {
            return all;
        }

        var key = string.Join(' ', tenants.Order(StringComparer.Ordinal));
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_hasEnded, this);
            return _confined.TryGetValue(key, out var feed) ? feed : _confined[key] = make(caller);
        }
    }

    /// <summary>Ends everything that is being watched.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _hasEnded = true;
            foreach (var feed in _confined.Values)
            {
                feed.Dispose();
            }
        }

        all.Dispose();
    }
}
