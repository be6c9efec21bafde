using Reeve.AspNetCore.Clusters.Routes;
using Reeve.Runtime.KubeletApi.Metrics;

namespace Reeve.AspNetCore.Clusters.Metrics;

/// <summary>Metrics, also on listeners that have nothing else.</summary>
internal static class MetricsRoutes
{
    /// <summary>Makes them.</summary>
    public static IEnumerable<ApiRoute> Create(MetricsCollector collector) =>
    [
        new ApiRoute
        {
            Method = "GET",
            Path = "/metrics",
            Id = "GetMetrics",
            Summary = "Metrics in the Prometheus text format.",
            MediaType = "text/plain",
            Handler = call => call.WriteTextAsync(collector.Write(), "text/plain; version=0.0.4; charset=utf-8"),
        },
    ];
}
