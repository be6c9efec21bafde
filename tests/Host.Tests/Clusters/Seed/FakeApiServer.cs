using System.Collections.Concurrent;
using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Reeve.Host.Tests.Clusters.Seed;

/// <summary>As much of an API server as the agent asks of a cluster without workloads: it keeps objects, and refuses writes once it is told to.</summary>
internal sealed class FakeApiServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _objects = new();
    private readonly WebApplication _host;

    private FakeApiServer(WebApplication host) => _host = host;

    public string Url => _host.Urls.Single();

    public static async Task<FakeApiServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var host = builder.Build();
        var server = new FakeApiServer(host);
        host.Run(server.AnswerAsync);
        await host.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static string Named(string name) => new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }.ToJsonString();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (context.Request.Query["watch"] == "true")
        {
            context.Response.ContentType = MediaTypeNames.Application.Json;
            await context.Response.StartAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
            return;
        }

        var (status, body) = (context.Request.Method, path) switch
        {
            ("GET", "/version") => (200, """{"major":"1","minor":"26","gitVersion":"v1.26.5"}"""),
            ("GET", "/readyz") => (200, "ok"),
            ("POST", _) => await CreateAsync(context, path),
            ("GET", _) when _objects.TryGetValue(path, out var found) => (200, found),
            ("GET", _) => (200, """{"kind":"List","metadata":{"resourceVersion":"1"},"items":[]}"""),
            ("DELETE", _) => _objects.TryRemove(path, out var gone) ? (200, gone) : (404, Named(path)),
            _ => (200, Named(path)),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaTypeNames.Application.Json;
        await context.Response.WriteAsync(body);
    }

    private async Task<(int Status, string Body)> CreateAsync(HttpContext context, string path)
    {
        using var reader = new StreamReader(context.Request.Body);
        var item = await reader.ReadToEndAsync();
        var name = (string?)JsonNode.Parse(item)?["metadata"]?["name"] ?? "";
        if (context.Request.Query["dryRun"] == "All")
        {
            // What refuses writes is an object that has the same name as the one that is tried.
            return _objects.Keys.Any(key => key.EndsWith($"webhookconfigurations/{name}", StringComparison.Ordinal))
                ? (403, $$"""{"kind":"Status","message":"refused by {{name}}"}""")
                : (201, item);
        }

        return _objects.TryAdd($"{path}/{name}", item) ? (201, item) : (409, Named(name));
    }
}
