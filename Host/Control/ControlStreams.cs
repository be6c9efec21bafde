using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reeve.Kubernetes;

namespace Reeve.Host.Control;

/// <summary>Watches over HTTP: one JSON document on each line, as the Kubernetes API writes them.</summary>
internal static class ControlStreams
{
    /// <summary>Writes a watch until the client goes or the watch ends.</summary>
    public static async Task WriteAsync<T>(HttpContext context, IAsyncEnumerable<WatchEvent<T>> items)
        where T : class, IKubernetesObject
    {
        var cancellationToken = context.RequestAborted;
        var typeInfo = KubernetesJson.GetTypeInfo<WatchEvent<T>>();
        context.Response.ContentType = "application/json-seq; charset=utf-8";
        await context.Response.StartAsync(cancellationToken);
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(item, typeInfo), cancellationToken);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
        }
    }
}
