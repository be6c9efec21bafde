using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.Runtime.Clusters;

namespace Reeve.AspNetCore.Clusters.Metrics;

/// <summary>Measures calls of the API. Thread-safe.</summary>
internal sealed class ApiMetrics : IDisposable
{
    private static readonly double[] Bounds = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 50, 100, 300, 600];
    private readonly Meter _meter = new("Reeve.AspNetCore.ClusterApi");
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _known;
    private readonly IClusterManager? _clusters;

    /// <summary>Begins to measure.</summary>
    /// <param name="clusters">The clusters; null for none.</param>
    public ApiMetrics(IClusterManager? clusters)
    {
        _clusters = clusters;
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds };
        _duration = _meter.CreateHistogram("http.server.request.duration", "s", "How long calls of the cluster API took.", tags: null, advice);
        _known = _meter.CreateHistogram(
            "http_request.request_frequency", unit: null, "How long calls about clusters took, in seconds, by type and version of the cluster.", tags: null, advice);
    }

    /// <summary>Counts a call.</summary>
    /// <param name="context">The call, answered.</param>
    /// <param name="route">Its route; null if there is none.</param>
    /// <param name="cluster">The cluster that it was about; empty for none.</param>
    /// <param name="length">How long it took.</param>
    public void Record(HttpContext context, ApiRoute? route, string cluster, TimeSpan length)
    {
        // A path without a route may be anything: it is no label.
        var path = route?.Path ?? "";
        var method = route?.Method ?? "_OTHER";
        var status = context.Response.StatusCode;
        _duration.Record(
            length.TotalSeconds,
            new KeyValuePair<string, object?>("http.request.method", method),
            new KeyValuePair<string, object?>("http.route", path),
            new KeyValuePair<string, object?>("http.response.status_code", status));
        if (cluster.Length > 0 && _clusters?.Find(cluster) is { } view)
        {
            _known.Record(
                length.TotalSeconds,
                new KeyValuePair<string, object?>("cluster_type", view.Type),
                new KeyValuePair<string, object?>("version", view.KubernetesVersion),
                new KeyValuePair<string, object?>("code", status.ToString(CultureInfo.InvariantCulture)),
                new KeyValuePair<string, object?>("method", method),
                new KeyValuePair<string, object?>("path", path));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
