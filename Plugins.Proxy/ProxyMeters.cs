using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Reeve.Plugins.Proxy;

/// <summary>What an instance measures.</summary>
internal sealed class ProxyMeters(Meter meter)
{
    private readonly Counter<long> _requests = meter.CreateCounter<long>("reeve.proxy.requests", "{request}", "Requests answered.");
    private readonly Histogram<double> _duration = meter.CreateHistogram<double>("reeve.proxy.request.duration", "s", "Time from a request's headers to the end of its answer.");
    private readonly Counter<long> _retries = meter.CreateCounter<long>("reeve.proxy.retries", "{request}", "Requests tried on another server.");

    private readonly Counter<long> _dropped = meter.CreateCounter<long>("reeve.proxy.udp.dropped", "{datagram}", "Datagrams that were not forwarded.");

    public void Request(string listener, string route, int status, TimeSpan duration)
    {
        // Tags cost more than the rest of this, and mostly nobody looks.
        if (!_requests.Enabled && !_duration.Enabled)
        {
            return;
        }

        var tags = new TagList
        {
            { "reeve.proxy.listener", listener }, { "reeve.proxy.route", route }, { "http.response.status_code", status },
        };
        _requests.Add(1, tags);
        _duration.Record(duration.TotalSeconds, tags);
    }

    public void Retry(string route) => _retries.Add(1, new KeyValuePair<string, object?>("reeve.proxy.route", route));

    public void Dropped(string listener, string reason) =>
        _dropped.Add(1, new("reeve.proxy.listener", listener), new KeyValuePair<string, object?>("reeve.reason", reason));
}
