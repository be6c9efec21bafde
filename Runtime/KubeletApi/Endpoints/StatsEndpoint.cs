using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reeve.Runtime.KubeletApi.Metrics;
using Reeve.Runtime.KubeletApi.Stats;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary><c>/stats/summary</c> and <c>/metrics…</c>.</summary>
internal sealed class StatsEndpoint(KubeletApiSetup setup, StatsSource source, ResponseBody response)
{
    private static readonly string Version = typeof(StatsEndpoint).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public async Task SummaryAsync(HttpContext context)
    {
        var onlyCpuAndMemory = context.Request.Query["only_cpu_and_memory"] is ["true" or "1", ..];
        var summary = SummaryBuilder.Build(await source.GetAsync(context.RequestAborted), setup.NodeName, onlyCpuAndMemory);
        await response.WriteAsync(context, ResponseBody.Json, JsonSerializer.SerializeToUtf8Bytes(summary, KubeletJsonContext.Default.Summary));
    }

    public async Task MetricsAsync(HttpContext context) =>
        await WriteAsync(context, NodeMetrics.Write(setup, await source.GetAsync(context.RequestAborted), $"v{Version}", ""));

    public async Task ResourceAsync(HttpContext context) => await WriteAsync(context, ResourceMetrics.Write(await source.GetAsync(context.RequestAborted)));

    public async Task CadvisorAsync(HttpContext context) => await WriteAsync(context, CadvisorMetrics.Write(await source.GetAsync(context.RequestAborted), Version));

    public Task ProbesAsync(HttpContext context) => WriteAsync(context, ProbeMetrics.Write(setup));

    private Task WriteAsync(HttpContext context, string text) => response.WriteAsync(context, PrometheusText.ContentType, text);
}
