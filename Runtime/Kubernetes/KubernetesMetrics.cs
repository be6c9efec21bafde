using System.Diagnostics.Metrics;
using Reeve.Runtime.Kubernetes.Http;

namespace Reeve.Runtime.Kubernetes;

/// <summary>What the client measures, in the meter <c>Reeve.Runtime.Kubernetes</c>.</summary>
internal sealed class KubernetesMetrics : IDisposable
{
    private readonly Meter _meter;

    public KubernetesMetrics(IMeterFactory? factory)
    {
        var options = new MeterOptions("Reeve.Runtime.Kubernetes");
        _meter = factory?.Create(options) ?? new Meter(options);
        Requests = _meter.CreateHistogram<double>("reeve.kubernetes.request.duration", "s", "From sending a request to the head of its answer.");
        Retries = _meter.CreateCounter<long>("reeve.kubernetes.request.retries", "{request}", "Requests sent again because the server asked for it.");
    }

    public Histogram<double> Requests { get; }

    public Counter<long> Retries { get; }

    public void Count(ApiRequest request, int code, TimeSpan duration) => Requests.Record(
        duration.TotalSeconds,
        new("http.request.method", request.IsWatch ? "WATCH" : request.Method.Method),
        new KeyValuePair<string, object?>("http.response.status_code", code));

    public void Dispose() => _meter.Dispose();
}
