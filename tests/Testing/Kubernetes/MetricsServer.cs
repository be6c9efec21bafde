using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Reeve.Testing.Kubernetes;

/// <summary>
/// What metrics-server is to a cluster, for one node: an aggregated API made of the node's <c>/metrics/resource</c>, which
/// <c>kubectl top</c> and autoscalers read.
/// </summary>
public sealed class MetricsServer : IAsyncDisposable
{
    private const string Group = "/apis/metrics.k8s.io/v1beta1";
    private const string Registration = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io";

    private readonly ControlPlane _plane;
    private readonly string _node;
    private readonly WebApplication _application;
    private readonly X509Certificate2 _certificate;

    private MetricsServer(ControlPlane plane, string node)
    {
        _plane = plane;
        _node = node;
        _certificate = plane.Authority.Issue("metrics-server", []);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _application = builder.Build();
        _application.Map(Group, (RequestDelegate)(context => WriteAsync(context, """
            {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"metrics.k8s.io/v1beta1","resources":[
            {"name":"nodes","singularName":"","namespaced":false,"kind":"NodeMetrics","verbs":["get","list"]},
            {"name":"pods","singularName":"","namespaced":true,"kind":"PodMetrics","verbs":["get","list"]}]}
            """)));
        _application.Map(Group + "/nodes/{name}", (RequestDelegate)NodeAsync);
        _application.Map(Group + "/namespaces/{ns}/pods/{name}", (RequestDelegate)PodAsync);
    }

    /// <summary>Starts it and registers it with the API server.</summary>
    public static async Task<MetricsServer> StartAsync(ControlPlane plane, string node)
    {
        var server = new MetricsServer(plane, node);
        await server._application.StartAsync();
        var port = new Uri(server._application.Urls.First()).Port.ToString(CultureInfo.InvariantCulture);
        await plane.Admin.CreateAsync("/api/v1/namespaces/kube-system/services", $$"""
            { "metadata": { "name": "metrics-server" }, "spec": { "type": "ExternalName", "externalName": "localhost", "ports": [{ "port": {{port}} }] } }
            """);
        await plane.Admin.CreateAsync("/apis/apiregistration.k8s.io/v1/apiservices", $$"""
            { "metadata": { "name": "v1beta1.metrics.k8s.io" },
              "spec": { "group": "metrics.k8s.io", "version": "v1beta1", "groupPriorityMinimum": 100, "versionPriority": 100, "insecureSkipTLSVerify": true,
                "service": { "namespace": "kube-system", "name": "metrics-server", "port": {{port}} } } }
            """);
        await plane.Admin.WaitAsync(
            Registration,
            found => found?["status"]?["conditions"]?.AsArray().Any(condition => condition!["status"]!.GetValue<string>() == "True") == true,
            "the API server finds the metrics API");
        await plane.Admin.WaitAsync($"{Group}/nodes/{node}", found => found is not null, "the API server passes requests on");
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _plane.Admin.DeleteAsync(Registration);
        await _plane.Admin.DeleteAsync("/api/v1/namespaces/kube-system/services/metrics-server");
        await _application.DisposeAsync();
        _certificate.Dispose();
    }

    private static Task WriteAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    private static string Usage(double cores, double bytes) => string.Create(
        CultureInfo.InvariantCulture, $$"""{ "cpu": "{{(long)(cores * 1e9)}}n", "memory": "{{(long)(bytes / 1024)}}Ki" }""");

    private static double Rate((double Value, double? Time) first, (double Value, double? Time) second) =>
        (second.Value - first.Value) / (second.Time!.Value - first.Time!.Value);

    private async Task NodeAsync(HttpContext context)
    {
        var (first, second) = await TwiceAsync();
        var cores = Rate(first.Node("node_cpu_usage_seconds_total")!.Value, second.Node("node_cpu_usage_seconds_total")!.Value);
        await WriteAsync(context, $$"""
            { "kind": "NodeMetrics", "apiVersion": "metrics.k8s.io/v1beta1", "metadata": { "name": "{{_node}}" },
              "timestamp": "2026-01-01T00:00:00Z", "window": "10s",
              "usage": {{Usage(cores, second.Node("node_memory_working_set_bytes")!.Value.Value)}} }
            """);
    }

    private async Task PodAsync(HttpContext context)
    {
        var (ns, name) = ((string)context.GetRouteValue("ns")!, (string)context.GetRouteValue("name")!);
        var (first, second) = await TwiceAsync();
        var before = first.Containers("container_cpu_usage_seconds_total", ns, name);
        var after = second.Containers("container_cpu_usage_seconds_total", ns, name);
        var memory = second.Containers("container_memory_working_set_bytes", ns, name);
        var containers = after.Keys.Select(container =>
            $$"""{ "name": "{{container}}", "usage": {{Usage(Rate(before[container], after[container]), memory[container].Value)}} }""");
        await WriteAsync(context, $$"""
            { "kind": "PodMetrics", "apiVersion": "metrics.k8s.io/v1beta1", "metadata": { "name": "{{name}}", "namespace": "{{ns}}" },
              "timestamp": "2026-01-01T00:00:00Z", "window": "10s", "containers": [{{string.Join(',', containers)}}] }
            """);
    }

    // Two readings of the node's counters at different times, as their own timestamps say.
    private async Task<(ResourceMetrics First, ResourceMetrics Second)> TwiceAsync()
    {
        var first = await ReadAsync();
        var second = first;
        await Eventually.TrueAsync(
            async () => (second = await ReadAsync()).Node("node_cpu_usage_seconds_total")!.Value.Time > first.Node("node_cpu_usage_seconds_total")!.Value.Time + 0.5,
            "the node measures itself again");
        return (first, second);
    }

    private async Task<ResourceMetrics> ReadAsync() => new(await _plane.Admin.GetTextAsync($"/api/v1/nodes/{_node}/proxy/metrics/resource"));
}
