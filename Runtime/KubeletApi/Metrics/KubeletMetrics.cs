using System.Diagnostics.Metrics;

namespace Reeve.Runtime.KubeletApi.Metrics;

/// <summary>What the kubelet API measures of itself, in the meter <c>Reeve.KubeletApi</c>.</summary>
internal sealed class KubeletMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Histogram<double> _requests;
    private readonly UpDownCounter<long> _streaming;
    private readonly Counter<long> _rejected;
    private int _streamingNow;

    public KubeletMetrics(IMeterFactory? factory, string node)
    {
        var options = new MeterOptions("Reeve.KubeletApi") { Tags = [new("k8s.node.name", node)] };
        _meter = factory?.Create(options) ?? new Meter(options);
        _requests = _meter.CreateHistogram<double>("reeve.kubelet.request.duration", "s", "Requests to the kubelet API, by kind and status code.");
        _streaming = _meter.CreateUpDownCounter<long>("reeve.kubelet.streaming.active", "{connection}", "Connections that carry commands or forwarded ports.");
        _rejected = _meter.CreateCounter<long>("reeve.kubelet.rejected", "{request}", "Requests that were refused, by reason.");
    }

    /// <summary>Streaming connections of all kinds.</summary>
    public int Streaming => Volatile.Read(ref _streamingNow);

    public void Count(string kind, int code, TimeSpan duration) => _requests.Record(duration.TotalSeconds, new("kind", kind), new("code", code));

    public void Stream(string kind, int change)
    {
        Interlocked.Add(ref _streamingNow, change);
        _streaming.Add(change, new KeyValuePair<string, object?>("kind", kind));
    }

    public void Reject(string reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Dispose() => _meter.Dispose();
}
