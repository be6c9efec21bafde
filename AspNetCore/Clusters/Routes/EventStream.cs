using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>Server-sent events: documents, each on a line of its own, and a comment where nothing comes for a while.</summary>
/// <param name="response">Where they go.</param>
/// <param name="time">The clock.</param>
/// <remarks>Source: HTML standard, section 9.2.</remarks>
internal sealed class EventStream(HttpResponse response, TimeProvider time)
{
    /// <summary>What callers ask for.</summary>
    public const string MediaType = "text/event-stream";

    // Proxies close connections on which nothing comes.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    /// <summary>Writes what becomes of each item, until there are no more or the caller has gone.</summary>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one.</param>
    /// <param name="cancellationToken">Ends with the caller.</param>
    public async Task RunAsync<T>(IAsyncEnumerable<T> items, Func<T, Task> write, CancellationToken cancellationToken)
    {
        response.ContentType = MediaType;
        await response.StartAsync(cancellationToken);
        await using var each = items.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(each, cancellationToken))
        {
            await write(each.Current);
            await response.Body.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Writes an event.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="data">One line.</param>
    /// <param name="cancellationToken">Ends with the caller.</param>
    /// <param name="id">What the caller shows when he comes back after it; null for nothing.</param>
    public async Task WriteAsync(string kind, byte[] data, CancellationToken cancellationToken, string? id = null)
    {
        await response.WriteAsync(id is null ? $"event: {kind}\ndata: " : $"id: {id}\nevent: {kind}\ndata: ", cancellationToken);
        await response.Body.WriteAsync(data, cancellationToken);
        await response.WriteAsync("\n\n", cancellationToken);
    }

    /// <summary>A document on one line.</summary>
    public static byte[] Line<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, (JsonTypeInfo<T>)ApiJson.Line.Options.GetTypeInfo(typeof(T)));

    private async Task<bool> NextAsync<T>(IAsyncEnumerator<T> items, CancellationToken cancellationToken)
    {
        var next = items.MoveNextAsync().AsTask();
        while (true)
        {
            try
            {
                return await next.WaitAsync(Quiet, time, cancellationToken);
            }
            catch (TimeoutException) when (!next.IsCompleted)
            {
                await response.Body.WriteAsync(":\n\n"u8.ToArray(), cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
            }
        }
    }
}
