namespace Reeve.Runtime.Pods.Workers;

/// <summary>Measures how the backend's pods are listed and watched, by the names that the kubelet's pod life-cycle event generator (PLEG) has.</summary>
internal sealed class ListingMeter
{
    private readonly PodMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private long? _begun;
    private long? _listed;
    private DateTimeOffset? _seen;
    private bool _watching;

    public ListingMeter(PodMetrics metrics, TimeProvider time)
    {
        (_metrics, _time) = (metrics, time);
        metrics.LastSeen = Seen;
    }

    /// <summary>A listing begins.</summary>
    public void Begin() => _begun = _time.GetTimestamp();

    /// <summary>It is complete: from now on the backend tells changes.</summary>
    public void Listed()
    {
        var now = _time.GetTimestamp();
        if (_begun is { } begun)
        {
            _metrics.Listings.Record(_time.GetElapsedTime(begun, now).TotalSeconds);
        }

        if (_listed is { } before)
        {
            _metrics.ListingIntervals.Record(_time.GetElapsedTime(before, now).TotalSeconds);
        }

        _listed = now;
        Watch(true);
    }

    /// <summary>The backend tells nothing any more.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_watching)
            {
                Watch(false);
            }
        }
    }

    private void Watch(bool watching)
    {
        lock (_lock)
        {
            _watching = watching;
            _seen = _time.GetUtcNow();
        }
    }

    private double? Seen()
    {
        lock (_lock)
        {
            return (_watching ? _time.GetUtcNow() : _seen)?.ToUnixTimeMilliseconds() / 1e3;
        }
    }
}
