using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Reeve.Host.Clusters.Mapping;
using Reeve.Host.Clusters.Wire;
using Reeve.Runtime.Operations;

namespace Reeve.Host.Clusters.Routes;

/// <summary>
/// An operation as server-sent events: <c>operation</c> with all of it at first, then <c>step</c> for each step that changed and <c>operation</c> without steps
/// where the rest did, and <c>end</c> with all of it at last.
/// </summary>
/// <param name="response">Where they go.</param>
/// <param name="time">The clock.</param>
/// <remarks>Source: HTML standard, section 9.2.</remarks>
internal sealed class OperationEvents(HttpResponse response, TimeProvider time)
{
    /// <summary>What callers ask for.</summary>
    public const string MediaType = "text/event-stream";

    // Proxies close connections on which nothing comes.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);
    private readonly Dictionary<string, byte[]> _steps = [];
    private byte[]? _head;

    /// <summary>Writes them until the operation has ended, is stuck, or the caller has gone.</summary>
    public async Task WriteAsync(IAsyncEnumerable<Operation> changes, CancellationToken cancellationToken)
    {
        response.ContentType = MediaType;
        await response.StartAsync(cancellationToken);
        Operation? last = null;
        await using var states = changes.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(states, cancellationToken))
        {
            last = states.Current;
            await WriteChangesAsync(last, cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }

        if (last is not null)
        {
            await WriteAsync("end", Line(OperationDocuments.Of(last)), cancellationToken);
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<Operation> states, CancellationToken cancellationToken)
    {
        var next = states.MoveNextAsync().AsTask();
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

    private async Task WriteChangesAsync(Operation operation, CancellationToken cancellationToken)
    {
        var document = OperationDocuments.Of(operation);
        var head = Line(document with { Steps = null });
        var isFirst = _head is null;
        if (isFirst || !head.AsSpan().SequenceEqual(_head))
        {
            await WriteAsync("operation", isFirst ? Line(document) : head, cancellationToken);
            _head = head;
        }

        foreach (var step in document.Steps!)
        {
            var key = $"{step.Removal}/{step.Id}";
            var line = Line(step);
            if (!isFirst && !(_steps.TryGetValue(key, out var before) && before.AsSpan().SequenceEqual(line)))
            {
                await WriteAsync("step", line, cancellationToken);
            }

            _steps[key] = line;
        }
    }

    private async Task WriteAsync(string kind, byte[] data, CancellationToken cancellationToken)
    {
        await response.WriteAsync($"event: {kind}\ndata: ", cancellationToken);
        await response.Body.WriteAsync(data, cancellationToken);
        await response.WriteAsync("\n\n", cancellationToken);
    }

    private static byte[] Line<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, (JsonTypeInfo<T>)ApiJson.Line.Options.GetTypeInfo(typeof(T)));
}
